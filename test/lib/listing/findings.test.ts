import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPOSED_PORTS } from '../../../src/lib/listing/findings/exposed-ports.ts';
import { LEARN } from '../../../src/lib/listing/findings/finding.ts';
import { type Finding, findings } from '../../../src/lib/listing/findings.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { EPHEMERAL_RANGES } from '../../../src/lib/port.ts';
import type { OS, Process, Socket } from '../../../src/lib/socket.ts';
import { listingFixtures, listingOf, socket } from './sockets.ts';

const LISTEN = { state: 'LISTEN' } as const;
const listener = (local: string, name?: string, more: Partial<Socket> = {}) =>
  socket('tcp', local, local.startsWith('[') ? '[::]:*' : '0.0.0.0:*', {
    ...LISTEN,
    processes: name === undefined ? [] : [{ pid: 9, name }],
    ...more,
  });
/** So many sockets from successive local ports towards one endpoint. */
const clients = (count: number, state: NonNullable<Socket['state']>, more: Partial<Socket> = {}, first = 32768) =>
  Array.from({ length: count }, (_, index) =>
    socket('tcp', `192.0.2.10:${first + index}`, '203.0.113.80:443', { state, ...more }),
  );
const serving = (count: number, state: NonNullable<Socket['state']>, more: Partial<Socket> = {}) =>
  Array.from({ length: count }, (_, index) =>
    socket('tcp', '203.0.113.80:443', `198.51.100.${index % 250}:${40000 + index}`, { state, ...more }),
  );

/** "severity rule" of each finding. */
const told = (sockets: Socket[], os: OS | null = 'linux') =>
  findings(listingOf(sockets, os)).map(({ severity, rule }) => `${severity} ${rule}`);

describe('what is exposed', () => {
  test.each<[string, Socket[], string[]]>([
    ['Redis on the wildcard', [listener('0.0.0.0:6379', 'redis-server')], ['attention exposed-service']],
    ['Redis on the IPv6 wildcard', [listener('[::]:6379', 'redis-server')], ['attention exposed-service']],
    ['Redis on a star', [listener('*:6379', 'redis-server')], ['attention exposed-service']],
    [
      'Redis on both wildcards is one finding',
      [listener('0.0.0.0:6379', 'redis-server'), listener('[::]:6379', 'redis-server')],
      ['attention exposed-service'],
    ],
    ['Redis on a public address', [listener('93.184.216.34:6379', 'redis-server')], ['attention exposed-service']],
    [
      'Redis on another port, known by its name',
      [listener('0.0.0.0:7777', 'redis-server')],
      ['attention exposed-service'],
    ],
    ['Redis by its port alone', [listener('0.0.0.0:6379')], ['attention exposed-service']],
    [
      'Redis published by a container',
      [listener('0.0.0.0:6379', undefined, { container: 'cache' })],
      ['attention exposed-service'],
    ],
    ['Redis on a private address', [listener('10.0.0.5:6379', 'redis-server')], []],
    ['Redis on loopback', [listener('127.0.0.1:6379', 'redis-server'), listener('[::1]:6379', 'redis-server')], []],
    ['the Docker API', [listener('0.0.0.0:2375', 'dockerd')], ['attention exposed-service']],
    ['PostgreSQL has passwords', [listener('0.0.0.0:5432', 'postgres')], ['notice exposed-service']],
    ['a client of Redis', [socket('tcp', '192.0.2.10:40000', '203.0.113.80:6379', { state: 'ESTABLISHED' })], []],
    ['UDP 6379 is another port', [socket('udp', '0.0.0.0:6379', '0.0.0.0:*')], []],
  ])('%s', (_name, sockets, expected) => expect(told(sockets)).toEqual(expected));

  test('file sharing belongs to Windows', () => {
    expect(told([listener('0.0.0.0:445', 'System')], 'windows')).toEqual([]);
    expect(told([listener('0.0.0.0:445', 'smbd')], 'linux')).toEqual(['notice exposed-service']);
  });

  test('says what, where and why, and how to see it', () => {
    const [finding] = findings(listingOf([listener('127.0.0.1:22', 'sshd'), listener('0.0.0.0:6379', 'redis-server')]));
    expect(finding).toMatchObject({
      title: 'Redis (port 6379) is open on every IPv4 address of this machine',
      sockets: [1],
      why: expect.stringMatching(
        /^redis-server \(pid 9\) listens on every IPv4 address of this machine\. Redis trusts every client/,
      ),
    });
    expect(finding!.whatToDo.map(({ os, command }) => [os, command])).toEqual([
      ['any', undefined],
      ['linux', "sudo ss -tlnp 'sport = :6379'"],
    ]);
  });

  test.each(EXPOSED_PORTS)(
    '$software: has a port, a risk, a remedy and a source',
    ({ ports, risk, remedy, source, programs }) => {
      expect(ports.length).toBeGreaterThan(0);
      for (const text of [risk, remedy]) expect(text).toMatch(/^[A-Z].*\.$/);
      expect(new URL(source).protocol).toBe('https:');
      expect(programs?.flags ?? '').toBe('');
      for (const port of ports) expect(EXPOSED_PORTS.filter((row) => row.ports.includes(port))).toHaveLength(1);
    },
  );
});

describe('connections', () => {
  const nginx: { processes: Process[] } = { processes: [{ pid: 812, name: 'nginx' }] };
  test.each<[string, Socket[], string[]]>([
    ['nine in CLOSE-WAIT may be in passing', clients(9, 'CLOSE-WAIT', nginx), []],
    ['ten gather', clients(10, 'CLOSE-WAIT', nginx), ['notice close-wait']],
    ['a hundred are a leak', clients(100, 'CLOSE-WAIT', nginx), ['attention close-wait']],
    [
      'ten of ten programs',
      clients(10, 'CLOSE-WAIT').map((one, index) => ({ ...one, processes: [{ pid: index + 1 }] })),
      [],
    ],
    ['unknown programs: by the server talked to', clients(12, 'CLOSE-WAIT'), ['notice close-wait']],
    [
      'unknown programs: by the port served',
      [listener('0.0.0.0:443', 'nginx'), ...serving(12, 'CLOSE-WAIT')],
      ['notice close-wait'],
    ],
    ['unknown programs, many servers', serving(12, 'CLOSE-WAIT'), []],
    ['two attempts without an answer', clients(2, 'SYN-SENT'), []],
    ['three', clients(3, 'SYN-SENT'), ['notice unanswered']],
    ['three whose timers show the first try', clients(3, 'SYN-SENT', { timer: 'on (0.50/0/0)' }), []],
    [
      'three whose timers show the first try (ss)',
      clients(3, 'SYN-SENT', { timer: 'on, 0.99 s, 0 retransmissions' }),
      [],
    ],
    [
      'three whose timers show a repetition (ss)',
      clients(3, 'SYN-SENT', { timer: 'on, 0.99 s, 1 retransmission' }),
      ['notice unanswered'],
    ],
    ['three whose timers show repetitions', clients(3, 'SYN-SENT', { timer: 'on (3.50/2/0)' }), ['notice unanswered']],
    ['a burst of handshakes', serving(49, 'SYN-RECEIVED'), []],
    ['many half-open', serving(50, 'SYN-RECEIVED'), ['notice half-open']],
    ['a flood', serving(256, 'SYN-RECEIVED'), ['attention half-open']],
    ['many clients are no finding', [listener('0.0.0.0:443', 'nginx'), ...serving(5000, 'ESTABLISHED')], []],
    ['many in TIME-WAIT at a server are none', [listener('0.0.0.0:443', 'nginx'), ...serving(20000, 'TIME-WAIT')], []],
    ['under half of the range', clients(14115, 'TIME-WAIT'), []],
    ['half of the range', clients(14116, 'TIME-WAIT'), ['notice ephemeral-ports']],
    [
      '80 percent of the range, in two states',
      [...clients(12000, 'TIME-WAIT'), ...clients(10600, 'ESTABLISHED', {}, 44768)],
      ['attention ephemeral-ports'],
    ],
    [
      'the same number towards two endpoints',
      [
        ...clients(10000, 'TIME-WAIT'),
        ...clients(10000, 'TIME-WAIT', {}, 42768).map((one) => ({
          ...one,
          remote: { address: '203.0.113.81', port: 443 },
        })),
      ],
      [],
    ],
  ])('%s', (_name, sockets, expected) => expect(told(sockets)).toEqual(expected));

  test('the share is that of the system’s range', () => {
    const { first, last } = EPHEMERAL_RANGES.windows;
    const half = Math.ceil((last - first + 1) / 2);
    expect(told(clients(half, 'TIME-WAIT', {}, first), 'windows')).toEqual(['notice ephemeral-ports']);
    expect(told(clients(half, 'TIME-WAIT', {}, first), 'linux')).toEqual([]);
    expect(findings(listingOf(clients(22600, 'TIME-WAIT')))[0]!.title).toBe(
      '22,600 local ports in use towards 203.0.113.80:443: 80 percent of the ephemeral range',
    );
  });
});

describe('queues', () => {
  const open = (more: Partial<Socket>) => [
    socket('tcp', '192.0.2.10:40000', '203.0.113.80:443', { state: 'ESTABLISHED', ...more }),
  ];
  test.each<[string, Socket[], string[]]>([
    [
      'an accept queue over its limit (ss)',
      [listener('0.0.0.0:80', 'nginx', { receiveQueue: 129, sendQueue: 128 })],
      ['attention accept-queue'],
    ],
    [
      'at its limit',
      [listener('0.0.0.0:80', 'nginx', { receiveQueue: 128, sendQueue: 128 })],
      ['attention accept-queue'],
    ],
    ['below', [listener('0.0.0.0:80', 'nginx', { receiveQueue: 127, sendQueue: 128 })], []],
    ['empty, with no place', [listener('0.0.0.0:80', 'nginx', { receiveQueue: 0, sendQueue: 0 })], []],
    ['net-tools prints no limit', [listener('0.0.0.0:80', 'nginx', { receiveQueue: 129, sendQueue: 0 })], []],
    ['little to read', open({ receiveQueue: 65535 }), []],
    ['much to read', open({ receiveQueue: 65536 }), ['notice unread']],
    ['datagrams', [socket('udp', '0.0.0.0:514', '0.0.0.0:*', { receiveQueue: 106496 })], ['notice unread']],
    ['much sent is no alarm', open({ sendQueue: 400000 }), ['information unconfirmed']],
    ['a closed window (net-tools)', open({ sendQueue: 400000, timer: 'probe (1.20/0/3)' }), ['notice unconfirmed']],
    [
      'a closed window (ss)',
      open({ sendQueue: 10, timer: 'persist, 1.2 s, 0 retransmissions' }),
      ['notice unconfirmed'],
    ],
    ['repeated (net-tools)', open({ sendQueue: 10, timer: 'on (1.20/4/0)' }), ['notice unconfirmed']],
    ['repeated (ss)', open({ sendQueue: 10, timer: 'on, 1.2 s, 4 retransmissions' }), ['notice unconfirmed']],
    ['sent the first time', open({ sendQueue: 10, timer: 'on (0.20/0/0)' }), []],
  ])('%s', (_name, sockets, expected) => expect(told(sockets)).toEqual(expected));
});

describe('what listeners teach', () => {
  test.each<[string, Socket[], string[]]>([
    ['a server on ::1 alone', [listener('[::1]:5173', 'node')], ['information one-loopback']],
    ['on ::1 and 127.0.0.1', [listener('[::1]:631', 'cupsd'), listener('127.0.0.1:631', 'cupsd')], []],
    ['on ::1 and every IPv4 address', [listener('[::1]:8000', 'a'), listener('0.0.0.0:8000', 'b')], []],
    ['a development server on loopback', [listener('127.0.0.1:3000', 'node')], ['information loopback-only']],
    [
      'behind a proxy on another port',
      [listener('127.0.0.1:8080', 'gunicorn'), listener('0.0.0.0:80', 'nginx')],
      ['information loopback-only'],
    ],
    [
      'one finding for several',
      [listener('127.0.0.1:3000', 'node'), listener('127.0.0.1:8000', 'python')],
      ['information loopback-only'],
    ],
    [
      'one socket for both families',
      [listener(':::443', 'nginx', { family: 'ipv6' })],
      ['information serves-both-families'],
    ],
    ['two sockets, one a family', [listener('0.0.0.0:443', 'nginx'), listener(':::443', 'nginx')], []],
    ['SO_REUSEPORT', [listener('0.0.0.0:443', 'a'), listener('0.0.0.0:443', 'a')], ['information shared-port']],
    [
      'one inherited socket, shown twice',
      [listener('0.0.0.0:443', 'a', { inode: 7 }), listener('0.0.0.0:443', 'a', { inode: 7 })],
      [],
    ],
    ['particular addresses', [listener('10.0.0.5:443', 'a'), listener('10.0.0.6:443', 'b')], []],
    [
      'an unknown high port, others known',
      [listener('0.0.0.0:51820'), listener('0.0.0.0:22', 'sshd')],
      ['information unknown-listener'],
    ],
    ['an unknown high port on one address', [listener('10.0.0.5:51820')], []],
    [
      'both ends',
      [
        socket('tcp', '127.0.0.1:40000', '127.0.0.1:22', { state: 'ESTABLISHED' }),
        socket('tcp', '127.0.0.1:22', '127.0.0.1:40000', { state: 'ESTABLISHED' }),
      ],
      ['information both-ends'],
    ],
  ])('%s', (_name, sockets, expected) => expect(told(sockets)).toEqual(expected));
});

test('descriptors alone do not tell whether a socket was inherited', () => {
  const one = listener('*:80', 'nginx', { processes: [{ pid: 1, name: 'nginx', fd: 6 }] });
  const two = listener('*:80', 'nginx', { processes: [{ pid: 2, name: 'nginx', fd: 6 }] });
  expect(findings(listingOf([one, two]))[0]!.why).toMatch(
    /SO_REUSEPORT.* Or it is one socket that several processes inherited/,
  );
  expect(findings(listingOf([listener('0.0.0.0:80', 'a'), listener('0.0.0.0:80', 'b')]))[0]!.why).not.toMatch(
    /inherited/,
  );
});

/** Ordinary machines, as their own tools show them. */
const HEALTHY: Record<string, string> = {
  'a Linux server': `
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      704/sshd
tcp6       0      0 :::22                   :::*                    LISTEN      704/sshd
tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      812/nginx: master p
tcp        0      0 0.0.0.0:443             0.0.0.0:*               LISTEN      812/nginx: master p
tcp6       0      0 :::443                  :::*                    LISTEN      812/nginx: master p
tcp        0      0 127.0.0.53:53           0.0.0.0:*               LISTEN      540/systemd-resolve
tcp        0      0 127.0.0.1:25            0.0.0.0:*               LISTEN      990/master
tcp        0      0 127.0.0.1:5432          0.0.0.0:*               LISTEN      901/postgres
tcp        0      0 127.0.0.1:6379          0.0.0.0:*               LISTEN      903/redis-server 12
tcp        0      0 127.0.0.1:6010          0.0.0.0:*               LISTEN      1400/sshd: alice@pt
tcp        0     36 203.0.113.80:22         192.0.2.10:51736        ESTABLISHED 1399/sshd: alice
tcp        0      0 203.0.113.80:443        192.0.2.10:51738        TIME_WAIT   -
tcp        0      0 203.0.113.80:443        198.51.100.7:40001      SYN_RECV    -
udp        0      0 127.0.0.53:53           0.0.0.0:*                           540/systemd-resolve
udp        0      0 0.0.0.0:68              0.0.0.0:*                           611/dhclient
udp        0      0 0.0.0.0:5353            0.0.0.0:*                           602/avahi-daemon: r
udp6       0      0 :::5353                 :::*                                602/avahi-daemon: r
udp        0      0 0.0.0.0:123             0.0.0.0:*                           633/ntpd
`,
  'a Linux laptop with containers': `
tcp        0      0 127.0.0.1:631           0.0.0.0:*               LISTEN      800/cupsd
tcp6       0      0 ::1:631                 :::*                    LISTEN      800/cupsd
tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      2400/docker-proxy
tcp6       0      0 :::8080                 :::*                    LISTEN      2407/docker-proxy
tcp        0      0 0.0.0.0:5355            0.0.0.0:*               LISTEN      540/systemd-resolve
${Array.from({ length: 60 }, (_, index) => `tcp        0      0 192.168.1.5:${40000 + index}       93.184.216.${index % 9}:443        ESTABLISHED 3100/firefox`).join('\n')}
${Array.from({ length: 4 }, (_, index) => `tcp        1      0 192.168.1.5:${41000 + index}       93.184.216.34:443        CLOSE_WAIT  3100/firefox`).join('\n')}
`,
  Windows: `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1012
  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4
  TCP    0.0.0.0:5040           0.0.0.0:0              LISTENING       6880
  TCP    0.0.0.0:7680           0.0.0.0:0              LISTENING       9012
${Array.from({ length: 7 }, (_, index) => `  TCP    0.0.0.0:${49664 + index}          0.0.0.0:0              LISTENING       ${700 + index}`).join('\n')}
  TCP    192.168.1.5:139        0.0.0.0:0              LISTENING       4
  TCP    [::]:135               [::]:0                 LISTENING       1012
  TCP    [::]:445               [::]:0                 LISTENING       4
${Array.from({ length: 7 }, (_, index) => `  TCP    [::]:${49664 + index}          [::]:0                 LISTENING       ${700 + index}`).join('\n')}
  TCP    [::1]:49671            [::]:0                 LISTENING       5200
${Array.from({ length: 30 }, (_, index) => `  TCP    192.168.1.5:${50000 + index}       93.184.216.34:443      ESTABLISHED     6208`).join('\n')}
  UDP    0.0.0.0:5353           *:*                                    2204
  UDP    0.0.0.0:5355           *:*                                    2204
`,
  'Windows without -o': `
Active Connections

  Proto  Local Address          Foreign Address        State
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING
  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING
  TCP    0.0.0.0:5040           0.0.0.0:0              LISTENING
  TCP    0.0.0.0:49664          0.0.0.0:0              LISTENING
`,
  macOS: `
Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  192.168.1.5.51734      17.57.144.20.5223      ESTABLISHED
tcp4       0      0  *.49200                *.*                    LISTEN
tcp6       0      0  *.49200                *.*                    LISTEN
tcp6       0      0  *.7000                 *.*                    LISTEN
tcp4       0      0  *.7000                 *.*                    LISTEN
tcp6       0      0  *.5000                 *.*                    LISTEN
tcp4       0      0  *.5000                 *.*                    LISTEN
tcp4       0      0  127.0.0.1.631          *.*                    LISTEN
tcp6       0      0  ::1.631                *.*                    LISTEN
udp4       0      0  *.5353                 *.*
udp4       0      0  *.137                  *.*
`,
};

describe('an ordinary machine raises no alarm', () => {
  test.each(Object.entries(HEALTHY))('%s', (_name, text) => {
    const listing = parseListing(text);
    expect(listing.lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
    expect(listing.sockets.length).toBeGreaterThan(3);
    const found = findings(listing);
    expect(found.filter(({ severity }) => severity !== 'information')).toEqual([]);
  });
  test('the Linux server teaches nothing that is not there', () => {
    expect(findings(parseListing(HEALTHY['a Linux server']!))).toEqual([]);
  });
});

/** Ids of headings as Astro makes them. */
function headingsOf(article: string): Set<string> {
  return new Set(
    [...article.matchAll(/^##+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test.each(Object.values(LEARN))('$path exists', ({ title, path }) => {
  const [, slug, id] = /^\/learn\/([\w-]+)\/#([\w-]+)$/.exec(path)!;
  const file = new URL(`../../../src/content/articles/${slug}.mdx`, import.meta.url);
  expect(existsSync(file)).toBe(true);
  const article = readFileSync(file, 'utf8');
  expect(headingsOf(article)).toContain(id);
  expect(article).toContain(`## ${title}`);
});

describe.each(listingFixtures())('%s', (_file, text) => {
  const listing = parseListing(text);
  test('every finding is whole', () => {
    for (const finding of findings(listing)) expectWhole(finding, listing.sockets.length);
  });
});

function expectWhole({ title, why, sockets, whatToDo, learnMore, rule }: Finding, count: number): void {
  expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  expect(title).toMatch(/^[A-Z0-9a-z].*[^.]$/);
  expect(why).toMatch(/\.$/);
  expect(`${title}${why}`).not.toMatch(/undefined|null|NaN|\?\?/);
  expect(sockets.length).toBeGreaterThan(0);
  expect(sockets).toEqual([...new Set(sockets)].sort((a, b) => a - b));
  for (const index of sockets) expect(index).toBeLessThan(count);
  expect(whatToDo.length).toBeGreaterThan(0);
  for (const { text } of whatToDo) expect(text).toMatch(/^[A-Z].*(?:\.|https:\S+)$/);
  expect(Object.values(LEARN)).toContainEqual(learnMore);
}

test('the weightiest come first', () => {
  const order = ['attention', 'notice', 'information'];
  const sockets = [
    listener('127.0.0.1:3000', 'node'),
    ...clients(12, 'CLOSE-WAIT', { processes: [{ pid: 1 }] }),
    listener('0.0.0.0:6379', 'redis-server'),
  ];
  const found = findings(listingOf(sockets)).map(({ severity }) => order.indexOf(severity));
  expect(found).toEqual([0, 1, 2]);
});
