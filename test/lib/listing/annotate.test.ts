import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../../src/lib/listing/annotate/visible.ts';
import { annotate } from '../../../src/lib/listing/annotate.ts';
import { plainText } from '../../../src/lib/listing/clean.ts';
import { COLUMNS, columnMeaning } from '../../../src/lib/listing/column-meanings.ts';
import type { Listing } from '../../../src/lib/listing/format.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { Socket } from '../../../src/lib/socket.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .map((file) => [file, readFileSync(new URL(file, FIXTURES), 'utf8')] as const);

const linesOf = (text: string) => {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};
const annotated = (text: string) => annotate(text, parseListing(text));
const joined = (text: string, listing = parseListing(text)) =>
  annotate(text, listing).map((pieces) => pieces.map((piece) => piece.text).join(''));
/** A line's pieces as "part:text", without blanks. */
const parts = (text: string, listing?: Listing) =>
  annotate(text, listing ?? parseListing(text))
    .at(-1)!
    .filter(({ part, text }) => part !== 'separator' && text.trim() !== '')
    .map(({ part, text }) => `${part}:${plainText(text).trim()}`);
const meaningOf = (text: string, part: string, listing?: Listing) =>
  annotate(text, listing ?? parseListing(text))
    .at(-1)!
    .find((piece) => piece.part === part)?.meaning;

describe.each(fixtures)('%s', (file, text) => {
  const listing = parseListing(text);
  const lines = annotate(text, listing);

  test('gives each line back', () => expect(joined(text)).toEqual(linesOf(text)));

  test('gives each line back under colours, quoting marks and CRLF', () => {
    const dressed = linesOf(text)
      .map((line) => `> ${line.replaceAll(/(\d+)/g, '\u001b[31m$1\u001b[0m').replaceAll(' ', '\u00a0')}`)
      .join('\r\n');
    const result = parseListing(dressed);
    expect(result.sockets.length).toBe(listing.sockets.length);
    expect(joined(dressed, result)).toEqual(linesOf(dressed));
    // The parts are the same as without them.
    const bare = (of: typeof lines) =>
      of.map((pieces) =>
        pieces
          .filter(({ part }) => !['separator', 'other'].includes(part))
          .map((piece) => `${piece.part} ${plainText(piece.text).trim()}`),
      );
    expect(bare(annotate(dressed, result))).toEqual(bare(lines));
  });

  test('finds both ends of every socket, and each value once', () => {
    for (const socket of listing.sockets) {
      if (socket.protocol === 'unix' || !file.startsWith('netstat-')) continue;
      const row = lines.slice(socket.line - 1, socket.line - 1 + socket.lines).flat();
      // Solaris repeats the row for each further process.
      const further = listing.lines.slice(socket.line, socket.line - 1 + socket.lines);
      const times = 1 + further.filter(({ reason }) => reason === 'another process of the socket above').length;
      const each = <T>(value: T): T[] => Array.from({ length: times }, () => value);
      const texts = (part: string) => row.filter((piece) => piece.part === part).map((piece) => piece.text);
      const { local, remote, state, receiveQueue, inode } = socket;
      const host = (endpoint: typeof local) =>
        expect.stringContaining(
          endpoint!.named || endpoint!.truncated ? endpoint!.address : endpoint!.address.slice(0, 2),
        );
      expect([socket.raw, texts('local-address')]).toEqual([socket.raw, each(host(local))]);
      expect(texts('local-port').length).toBe(times);
      if (local!.port !== null && local!.service === undefined)
        expect(texts('local-port')).toEqual(each(String(local!.port)));
      if (remote?.port && remote.service === undefined) {
        expect(texts('remote-address')).toEqual(each(host(remote)));
        expect(texts('remote-port')).toEqual(each(String(remote.port)));
      }
      if (state !== null && !text.includes('Listen ')) expect(texts('state').length).toBe(times);
      if (receiveQueue !== undefined) expect(texts('receive-queue')).toEqual(each(String(receiveQueue)));
      if (inode !== undefined) expect(texts('inode')).toEqual(each(String(inode)));
      for (const { pid, name } of socket.processes) {
        if (pid !== undefined) expect(texts('process').join(' ')).toContain(String(pid));
        if (name !== undefined) expect(texts('process').join(' ')).toContain(name);
      }
    }
  });

  test('takes no other number for a port', () => {
    for (const socket of listing.sockets) {
      const row = lines.slice(socket.line - 1, socket.line - 1 + socket.lines).flat();
      const together = listing.sockets.filter(({ line }) => line === socket.line);
      if (together.length > 1) {
        // Of several sockets in one line each has its port, in order; a range stands for all of its ports.
        const ports = row
          .filter((piece) => piece.part === 'local-port')
          .flatMap((piece) => {
            const [first = 0, last = first] = piece.text.split('-').map(Number);
            return Array.from({ length: last - first + 1 }, (_, at) => first + at);
          });
        expect([socket.raw, ports]).toEqual([socket.raw, together.map(({ local }) => local!.port)]);
        expect(row.filter((piece) => piece.part === 'remote-port')).toEqual([]);
        continue;
      }
      for (const [part, endpoint] of [
        ['local-port', socket.local],
        ['remote-port', socket.remote],
      ] as const) {
        if (!endpoint || endpoint.truncated || socket.protocol === 'raw') continue;
        const { port, service } = endpoint;
        const spellings = [
          service,
          String(port ?? '*'),
          port === null ? '0' : '',
          (port ?? 0).toString(16).toUpperCase().padStart(4, '0'),
        ];
        const [found] = row.filter((piece) => piece.part === part);
        if (found) expect([socket.raw, spellings]).toEqual([socket.raw, expect.arrayContaining([found.text])]);
      }
    }
  });

  test('says of the pieces what they mean', () => {
    const pieces = lines.flat().filter(({ part }) => part !== 'separator');
    const silent = pieces.filter(({ meaning }) => !meaning);
    // Other tools print whichever columns they were asked for: not each of them is known.
    expect(silent.length / pieces.length).toBeLessThanOrEqual(file.startsWith('netstat-') ? 0 : 0.25);
  });
});

const LINUX = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox';

describe('one line, taken apart', () => {
  test.each([
    [
      'Linux',
      LINUX,
      'protocol:tcp receive-queue:0 send-queue:0 local-address:192.0.2.10 local-port:51734 remote-address:203.0.113.80 remote-port:443 state:ESTABLISHED process:812/firefox',
    ],
    [
      'an address that swallows its port',
      'tcp6 0 0 2001:db8:80::1:443 2001:db8::10:51734 ESTABLISHED',
      'protocol:tcp6 receive-queue:0 send-queue:0 local-address:2001:db8:80::1 local-port:443 remote-address:2001:db8::10 remote-port:51734 state:ESTABLISHED',
    ],
    [
      'queues of different length',
      'tcp 131 7 10.0.0.5:5432 10.0.0.6:50000 CLOSE_WAIT',
      'protocol:tcp receive-queue:131 send-queue:7 local-address:10.0.0.5 local-port:5432 remote-address:10.0.0.6 remote-port:50000 state:CLOSE_WAIT',
    ],
    [
      'both ends alike',
      'tcp 0 0 127.0.0.1:80 127.0.0.1:80 ESTABLISHED',
      'protocol:tcp receive-queue:0 send-queue:0 local-address:127.0.0.1 local-port:80 remote-address:127.0.0.1 remote-port:80 state:ESTABLISHED',
    ],
    [
      'Windows',
      '  TCP    [::]:445               [::]:0                 LISTENING       4',
      'protocol:TCP local-address:[::] local-port:445 remote-address:[::] remote-port:0 state:LISTENING process:4',
    ],
    [
      'Windows, nobody owns it',
      '  TCP    192.0.2.10:51735       203.0.113.80:443       TIME_WAIT       0',
      'protocol:TCP local-address:192.0.2.10 local-port:51735 remote-address:203.0.113.80 remote-port:443 state:TIME_WAIT process:0',
    ],
    [
      'macOS',
      'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED',
      'protocol:tcp4 receive-queue:0 send-queue:0 local-address:192.0.2.10 local-port:51734 remote-address:203.0.113.80 remote-port:443 state:ESTABLISHED',
    ],
    [
      'a raw socket',
      'raw6       0      0 :::58                   :::*                    7           865/NetworkManager',
      'protocol:raw6 receive-queue:0 send-queue:0 local-address::: local-port:58 remote-address::: remote-port:* state:7 process:865/NetworkManager',
    ],
    [
      'a quote',
      `> 12: ${LINUX}`,
      'other:> 12: protocol:tcp receive-queue:0 send-queue:0 local-address:192.0.2.10 local-port:51734 remote-address:203.0.113.80 remote-port:443 state:ESTABLISHED process:812/firefox',
    ],
    [
      'a header',
      'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name',
      'heading:Proto heading:Recv-Q heading:Send-Q heading:Local Address heading:Foreign Address heading:State heading:PID/Program name',
    ],
    ['chatter', 'hello there', 'other:hello there'],
    ['a prompt', '$ netstat -an', 'other:$ netstat -an'],
  ])('%s', (_name, line, expected) => expect(parts(line).join(' ')).toBe(expected));
});

/** Listings of tools by their values, so that the annotation holds whichever parser read them. */
function listingOf(format: string, kind: Partial<Socket>): Listing {
  const socket: Socket = {
    protocol: 'tcp',
    family: 'ipv4',
    local: null,
    remote: null,
    state: null,
    processes: [],
    line: 1,
    lines: 1,
    raw: '',
    ...kind,
  };
  return { format, os: null, sockets: [socket], lines: [{ line: 1, kind: 'socket' }] };
}

const SERVER: Partial<Socket> = {
  local: { address: '0.0.0.0', port: 22 },
  remote: { address: '0.0.0.0', port: null },
  state: 'LISTEN',
  processes: [{ pid: 812, name: 'sshd', fd: 3, user: 'root' }],
};
const CLIENT: Partial<Socket> = {
  local: { address: '192.0.2.10', port: 51734 },
  remote: { address: '203.0.113.80', port: 443 },
  state: 'ESTABLISHED',
  processes: [{ pid: 812, name: 'curl', fd: 5, user: 'reader' }],
};

describe('tools with a table of their own', () => {
  test.each([
    [
      'ss',
      { ...SERVER, receiveQueue: 1, sendQueue: 128, inode: 4711 },
      'tcp   LISTEN 1      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=812,fd=3)) uid:112 ino:4711 sk:1 <->',
      'protocol:tcp state:LISTEN receive-queue:1 send-queue:128 local-address:0.0.0.0 local-port:22 remote-address:0.0.0.0 remote-port:* process:users:(("sshd",pid=812,fd=3)) user:112 inode:4711 other:1 other:<->',
    ],
    [
      'ss',
      { ...CLIENT, remote: { address: '203.0.113.80', port: 443, service: 'https' }, receiveQueue: 0, sendQueue: 0 },
      'ESTAB 0      0      192.0.2.10%eth0:51734 203.0.113.80:https timer:(keepalive,119min,0)',
      'state:ESTAB receive-queue:0 send-queue:0 local-address:192.0.2.10%eth0 local-port:51734 remote-address:203.0.113.80 remote-port:https timer:timer:(keepalive,119min,0)',
    ],
    [
      'ss',
      {
        protocol: 'udp',
        local: { address: '*', port: 68 },
        remote: { address: '*', port: null },
        receiveQueue: 0,
        sendQueue: 0,
      },
      'udp UNCONN 0 0 *:68 *:*',
      'protocol:udp state:UNCONN receive-queue:0 send-queue:0 local-address:* local-port:68 remote-address:* remote-port:*',
    ],
    [
      'lsof',
      CLIENT,
      'curl      812 reader    5u  IPv4 185323      0t0  TCP 192.0.2.10:51734->203.0.113.80:443 (ESTABLISHED)',
      'process:curl process:812 user:reader other:5u other:IPv4 other:185323 other:0t0 protocol:TCP local-address:192.0.2.10 local-port:51734 remote-address:203.0.113.80 remote-port:443 state:(ESTABLISHED)',
    ],
    [
      'lsof',
      { ...SERVER, local: { address: '*', port: 22 }, remote: null },
      'sshd      812   root    3u  IPv4 0x3a1c      0t0  TCP *:22 (LISTEN)',
      'process:sshd process:812 user:root other:3u other:IPv4 other:0x3a1c other:0t0 protocol:TCP local-address:* local-port:22 state:(LISTEN)',
    ],
    [
      'proc-net',
      { ...SERVER, receiveQueue: 0, sendQueue: 0, inode: 23556 },
      '   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 23556 1 0000000000000000 100 0 0 10 0',
      'other:0: local-address:00000000 local-port:0016 remote-address:00000000 remote-port:0000 state:0A send-queue:00000000 receive-queue:00000000 timer:00:00000000 other:00000000 user:0 other:0 inode:23556',
    ],
    [
      'powershell',
      { ...CLIENT, processes: [{ pid: 6208 }] },
      '192.0.2.10                          51734     203.0.113.80                        443        Established Internet       6208',
      'local-address:192.0.2.10 local-port:51734 remote-address:203.0.113.80 remote-port:443 state:Established other:Internet process:6208',
    ],
    [
      'powershell',
      {
        ...SERVER,
        local: { address: '::', port: 445 },
        remote: { address: '::', port: null },
        processes: [{ pid: 4 }],
      },
      '::                                  445       ::                                  0          Listen                     4',
      'local-address::: local-port:445 remote-address::: remote-port:0 state:Listen process:4',
    ],
    [
      'sockstat',
      { ...SERVER, local: { address: '*', port: 22 }, remote: { address: '*', port: null } },
      'root     sshd       812   3  tcp4   *:22                  *:*',
      'user:root process:sshd process:812 other:3 protocol:tcp4 local-address:* local-port:22 remote-address:* remote-port:*',
    ],
    [
      'docker',
      { local: { address: '0.0.0.0', port: 8080 }, container: 'web' },
      '0.0.0.0:8080->80/tcp, :::8080->80/tcp',
      'local-address:0.0.0.0 local-port:8080 other:80 protocol:tcp local-address::: local-port:8080 other:80 protocol:tcp',
    ],
    [
      'conntrack',
      CLIENT,
      'tcp      6 431999 ESTABLISHED src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=443 src=203.0.113.80 dst=198.51.100.7 sport=443 dport=51734 [ASSURED] mark=0 use=1',
      'protocol:tcp other:6 timer:431999 state:ESTABLISHED local-address:192.0.2.10 remote-address:203.0.113.80 local-port:51734 remote-port:443 remote-address:203.0.113.80 local-address:198.51.100.7 remote-port:443 local-port:51734 other:[ASSURED] other:0 other:1',
    ],
    [
      'nmap',
      { local: { address: '203.0.113.80', port: 22 } },
      '22/tcp   open     ssh     OpenSSH 9.6 (protocol 2.0)',
      'local-port:22 protocol:tcp state:open other:ssh other:OpenSSH 9.6 (protocol 2.0)',
    ],
  ] as const)('%s: %#', (format, socket, line, expected) => {
    const listing = listingOf(format, socket as Partial<Socket>);
    expect(joined(line, listing)).toEqual([line]);
    const found = parts(line, listing);
    expect(found.slice(0, expected.split(/ (?=[a-z-]+:)/).length).join(' ')).toBe(expected);
  });

  test('ss in the columns of a Unix socket', () => {
    const listing = listingOf('ss', {
      protocol: 'unix',
      family: 'unix',
      state: null,
      stateText: 'LISTEN',
      receiveQueue: 0,
      sendQueue: 4096,
      path: '/run/a b.sock',
      inode: 185319,
    });
    expect(parts('u_str LISTEN 0 4096 /run/a b.sock 185319 * 0', listing).join(' ')).toBe(
      'protocol:u_str state:LISTEN receive-queue:0 send-queue:4096 path:/run/a b.sock inode:185319 other:* other:0',
    );
  });
});

describe('the same number means something else in another tool', () => {
  const BACKLOG = 'tcp LISTEN 1 128 0.0.0.0:22 0.0.0.0:*';
  const ss = (state: Socket['state']) => listingOf('ss', { ...SERVER, state, receiveQueue: 1, sendQueue: 128 });
  test.each([
    [
      'ss: Recv-Q of a listener',
      BACKLOG,
      'receive-queue',
      ss('LISTEN'),
      /accept queue is, that is, connections waiting for accept\(\)/,
    ],
    ['ss: Send-Q of a listener', BACKLOG, 'send-queue', ss('LISTEN'), /limit of its accept queue/],
    ['ss: Recv-Q of a connection', BACKLOG, 'receive-queue', ss('ESTABLISHED'), /bytes that have arrived/],
    [
      'net-tools: Send-Q of a listener',
      'tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN',
      'send-queue',
      undefined,
      /prints 0 here; ss shows the limit/,
    ],
    ['net-tools: Recv-Q of a connection', LINUX, 'receive-queue', undefined, /bytes that have arrived/],
    ['net-tools: no program', 'tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN -', 'process', undefined, /without root/],
    [
      'Windows: no peer',
      '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING',
      'remote-address',
      undefined,
      /No peer: Windows prints 0\.0\.0\.0:0/,
    ],
    [
      'BSD: no peer',
      'tcp4       0      0  *.22                   *.*                    LISTEN',
      'remote-port',
      undefined,
      /No peer: \*\.\*/,
    ],
    [
      'BSD: a dot',
      'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED',
      'local-address',
      undefined,
      /a dot separates/,
    ],
    ['a scope', LINUX.replace('192.0.2.10', '192.168.1.5'), 'local-address', undefined, /private: an internal network/],
    [
      'a wildcard',
      'tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN',
      'local-address',
      undefined,
      /every IPv4 address of this machine/,
    ],
    ['a service', LINUX, 'remote-port', undefined, /443 is registered for https/],
    ['an ephemeral port', LINUX, 'local-port', undefined, /between 32768 and 60999/],
    [
      'a state',
      LINUX.replace('ESTABLISHED', 'CLOSE_WAIT'),
      'state',
      undefined,
      /CLOSE-WAIT: The peer has closed; the program at this end has not called close\(\) yet/,
    ],
    [
      'a title',
      'Proto Recv-Q Send-Q Local Address           Foreign Address         State',
      'heading',
      undefined,
      /The protocol/,
    ],
    [
      'what was not understood',
      'hello',
      'other',
      undefined,
      /^Not understood: not a line of a listing that is known here\.$/,
    ],
  ] as const)('%s', (_name, line, part, listing, meaning) => expect(meaningOf(line, part, listing)).toMatch(meaning));

  test('every tool that has a table has meanings and a word for no peer', () => {
    for (const [format, columns] of Object.entries(COLUMNS)) {
      expect([format, columns.noPeer]).toEqual([format, expect.stringMatching(/^No peer/)]);
      expect(columnMeaning(format, 'local-port', false)).toBeTruthy();
    }
    expect(columnMeaning('unheard-of', 'receive-queue', false)).toMatch(/not read yet/);
    expect(columnMeaning(null, 'separator', false)).toBeUndefined();
  });
});

describe('listings one after another', () => {
  test('each line has the meanings of its own tool', () => {
    const text = `${LINUX}\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1012\n${LINUX}`;
    const meanings = annotated(text).map((pieces) => pieces.find(({ part }) => part === 'process')?.meaning);
    expect(meanings).toEqual([
      expect.stringContaining('option -p'),
      expect.stringContaining('PID (option -o)'),
      expect.stringContaining('option -p'),
    ]);
  });

  test('what stands around a row, before it or behind it, is no part of it', () => {
    const row = LINUX.replace('812/firefox', '-');
    expect(parts(`"${row}",`)).toEqual(['other:"', ...parts(row), 'other:",']);
    expect(parts(`2026-11-24 10:00:00 ${row}`)).toEqual(['other:2026-11-24 10:00:00', ...parts(row)]);
    for (const line of ['| tcp | 0 | 0 | 192.0.2.10:22 | 203.0.113.80:443 | ESTABLISHED |', `<code>${row}</code>`])
      expect(joined(line)).toEqual([line]);
    expect(parts('| tcp | 0 | 0 | 192.0.2.10:22 | 203.0.113.80:443 | ESTABLISHED |')).toContain('local-port:22');
  });

  test('each published port has its own meaning', () => {
    const text = 'web 0.0.0.0:80->8000/tcp,:::443->8443/tcp, 203.0.113.80:5000-5001->5000-5001/udp';
    const ports = annotated(text)[0]!.filter(({ part }) => part === 'local-port');
    expect(ports.map(({ text, meaning }) => [text, meaning])).toEqual([
      ['80', expect.stringContaining('80 is registered for http')],
      ['443', expect.stringContaining('443 is registered for https')],
      ['5000-5001', expect.stringContaining('the first and the last')],
    ]);
  });

  test('a value without a table has the title that stands above it', () => {
    const text = fixtures.find(([file]) => file === 'netstat-bsd/macos-anv-process.txt')![1];
    const row = annotated(text)[2]!;
    expect(row.find(({ text }) => text === '131072')!.meaning).toBe(
      'rhiwat: how many bytes the receive buffer may hold.',
    );
    expect(row.find(({ text }) => text === '4210')!.meaning).toBe('The column rxbytes.');
  });
});

test('as many lines as asked for', () => {
  const text = `${LINUX}\n`.repeat(50);
  expect(annotate(text, parseListing(text), 7).length).toBe(7);
  expect(annotate(text, parseListing(text), -1)).toEqual([]);
});

test('a listing of another text: nothing throws, and the lines come back', () => {
  const [one, other] = [fixtures[0]![1], fixtures.at(-1)![1]];
  expect(joined(one, parseListing(other))).toEqual(linesOf(one));
});

const odd = fc.constantFrom(
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u001b[1m',
  '\u001b]',
  '> ',
  '12:',
  '\ufeff',
  ' [',
  ']',
  '->',
  'users:((',
  '\u0000',
  '💥',
  '\ud800',
  '\u00a0',
);
const rows = fixtures.flatMap(([, text]) => linesOf(text));
const spoiled = fc
  .array(
    fc.tuple(
      fc.constantFrom(...rows),
      fc.nat(120),
      fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 8 })),
      fc.constantFrom('\n', '\r\n', '\r', ''),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.map(([row, at, put, end]) => row.slice(0, at) + put + row.slice(at) + end).join(''));

test.each([
  ['any text', fc.string({ unit: 'binary', maxLength: 300 })],
  ['spoiled listings', spoiled],
])(
  '%s comes back piece by piece, whatever format it is taken for',
  (_name, texts) => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.keys(COLUMNS), null), (text, format) => {
        const listing = parseListing(text);
        expect(joined(text, listing)).toEqual(linesOf(text));
        expect(joined(text, { ...listing, format })).toEqual(linesOf(text));
        for (const piece of annotate(text, listing).flat()) expect(piece.text).not.toBe('');
      }),
      { numRuns: 250 },
    );
  },
  60_000,
);

test('visible characters are those of plainText, each in its place', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 5 })))
        .map((all) => all.join('').replaceAll(/[\r\n]/g, '')),
      (line) => {
        const { plain, placeOf } = visible(line);
        expect(plain).toBe(plainText(line));
        for (let at = 1; at < plain.length; at++) {
          const [shown, pasted] = [plain[at]!, line[placeOf(at)]!];
          expect(shown === pasted || shown === ' ').toBe(true);
          expect(placeOf(at)).toBeGreaterThan(at > 1 ? placeOf(at - 1) : -1);
        }
      },
    ),
    { numRuns: 1000 },
  );
}, 60_000);

/** With the square of its length in work, each of these would outlast the test by hours. */
test.each([
  ['a line of half a megabyte', `${LINUX} ${'x '.repeat(250_000)}`],
  ['brackets that never close', `unix  2      ${'[ '.repeat(200_000)}`],
  ['lists of users that never close', `tcp LISTEN 0 128 ${'users:(( '.repeat(100_000)}`],
  [
    'a header of half a megabyte',
    `Proto Recv-Q Send-Q Local Address           Foreign Address         State ${'State '.repeat(80_000)}`,
  ],
  ['forty thousand lines', `${LINUX}\n`.repeat(40_000)],
])(
  '%s is taken apart in the time of a test',
  (_name, text) => {
    const listing = parseListing(text);
    for (const format of ['ss', 'netstat-linux']) {
      const lines = annotate(text, {
        ...listing,
        format,
        lines: listing.lines.map((line) => ({ ...line, kind: line.kind === 'skipped' ? 'socket' : line.kind })),
        sockets: listing.sockets.length > 0 ? listing.sockets : listingOf(format, SERVER).sockets,
      });
      expect(lines.length).toBe(listing.lines.length);
    }
  },
  20_000,
);
