/** Real lines of netstat, ss and lsof, and the class that each part of them gets: the tuple's colours in every code block. */

import { createHighlighter } from 'shiki';
import { describe, expect, test } from 'vitest';
import grammar from '../../src/syntax/listing.tmLanguage.json' with { type: 'json' };
import { markerTheme, stylesToClasses } from '../../src/syntax/theme.ts';

const highlighter = await createHighlighter({ langs: [grammar], themes: [markerTheme] });

/** Each coloured piece of a line as [class, text], in order; `rest` is the text without them. */
function pieces(line: string): { coloured: [string, string][]; html: string; text: string } {
  const html = highlighter.codeToHtml(line, {
    lang: 'listing',
    theme: markerTheme.name!,
    transformers: [stylesToClasses],
  });
  const coloured = [...html.matchAll(/<span class="([\w-]+)">([^<]*)<\/span>/g)]
    .filter(([, role]) => role !== 'line')
    .map(([, role, text]): [string, string] => [role!, plain(text!)]);
  return { coloured, html, text: plain(html.replace(/<[^>]*>/g, '')) };
}

function plain(html: string): string {
  return html.replaceAll('&#x3C;', '<').replaceAll('&gt;', '>').replaceAll('&#x26;', '&');
}

/** The four parts of a row, empty where there is no remote side, then protocol and state. */
function row(line: string) {
  const { coloured } = pieces(line);
  const of = (role: string) => coloured.filter(([found]) => found === role).map(([, text]) => text);
  const [state] = coloured.filter(([role]) => role.startsWith('state-'));
  return [
    of('protocol').join(),
    of('local-address').join(),
    of('local-port').join(),
    of('remote-address').join(),
    of('remote-port').join(),
    state?.join(' ') ?? '',
  ];
}

// Each: what it is, the line, then protocol, local address and port, remote address and port, state.
type Row = [name: string, line: string, ...parts: [string, string, string, string, string, string]];

const NET_TOOLS: Row[] = [
  [
    'a connection',
    'tcp        0      0 192.0.2.10:34892        203.0.113.80:443        ESTABLISHED 812/firefox',
    'tcp',
    '192.0.2.10',
    '34892',
    '203.0.113.80',
    '443',
    'state-open ESTABLISHED',
  ],
  [
    'a listening socket',
    'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      1/sshd',
    'tcp',
    '0.0.0.0',
    '22',
    '0.0.0.0',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'an IPv6 wildcard',
    'tcp6       0      0 :::22                   :::*                    LISTEN      1/sshd',
    'tcp6',
    '::',
    '22',
    '::',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'an IPv6 connection',
    'tcp6       0      0 2001:db8::10:51734      2001:db8:80::1:443      TIME_WAIT   -',
    'tcp6',
    '2001:db8::10',
    '51734',
    '2001:db8:80::1',
    '443',
    'state-closing TIME_WAIT',
  ],
  [
    'a UDP socket, without a state',
    'udp        0      0 0.0.0.0:68              0.0.0.0:*                           12/dhclient',
    'udp',
    '0.0.0.0',
    '68',
    '0.0.0.0',
    '*',
    '',
  ],
  [
    'an address with a zone',
    'udp6       0      0 fe80::1%eth0:546        :::*                                12/dhclient',
    'udp6',
    'fe80::1%eth0',
    '546',
    '::',
    '*',
    '',
  ],
  [
    'service names',
    'tcp        0      0 localhost:http          localhost:51734         CLOSE_WAIT',
    'tcp',
    'localhost',
    'http',
    'localhost',
    '51734',
    'state-closing CLOSE_WAIT',
  ],
];

const SS: Row[] = [
  [
    'a UDP socket',
    'udp   UNCONN 0      0       203.0.113.80:443       0.0.0.0:*    users:(("python3.11",pid=12888,fd=3))',
    'udp',
    '203.0.113.80',
    '443',
    '0.0.0.0',
    '*',
    'state-waiting UNCONN',
  ],
  [
    'a connection without the Netid column',
    'ESTAB  80     0       203.0.113.80:443    192.0.2.10:34892 users:(("python3.11",pid=12887,fd=4))',
    '',
    '203.0.113.80',
    '443',
    '192.0.2.10',
    '34892',
    'state-open ESTAB',
  ],
  [
    'IPv6 in brackets',
    'tcp   ESTAB  0      0      [2001:db8::10]:51734 [2001:db8:80::1]:443',
    'tcp',
    '[2001:db8::10]',
    '51734',
    '[2001:db8:80::1]',
    '443',
    'state-open ESTAB',
  ],
  [
    'a dual-stack listener',
    'tcp   LISTEN 0      511                *:3000             *:*     users:(("node",pid=9,fd=18))',
    'tcp',
    '*',
    '3000',
    '*',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'an IPv6 wildcard',
    'tcp   LISTEN 0      128             [::]:22              [::]:*',
    'tcp',
    '[::]',
    '22',
    '[::]',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'an interface after the address',
    'udp   UNCONN   0        0            127.0.0.53%lo:53             0.0.0.0:*      users:(("systemd-resolve",pid=1117,fd=12)) uid:101 ino:29400 sk:7 <->',
    'udp',
    '127.0.0.53%lo',
    '53',
    '0.0.0.0',
    '*',
    'state-waiting UNCONN',
  ],
  [
    'a service name',
    'TIME-WAIT 0      0         192.0.2.10:34892 203.0.113.80:https',
    '',
    '192.0.2.10',
    '34892',
    '203.0.113.80',
    'https',
    'state-closing TIME-WAIT',
  ],
];

const LSOF: Row[] = [
  [
    'a connection',
    'curl      12900 root    5u  IPv4  53331      0t0  TCP 192.0.2.10:34892->203.0.113.80:443 (ESTABLISHED)',
    'TCP',
    '192.0.2.10',
    '34892',
    '203.0.113.80',
    '443',
    'state-open ESTABLISHED',
  ],
  [
    'a listening socket',
    'python3.1 12890 root    3u  IPv4  52698      0t0  TCP 127.0.0.1:3000 (LISTEN)',
    'TCP',
    '127.0.0.1',
    '3000',
    '',
    '',
    'state-waiting LISTEN',
  ],
  [
    'IPv6 on both sides',
    'curl      12900 root    5u  IPv6  53331      0t0  TCP [2001:db8::10]:34892->[2001:db8:80::1]:443 (CLOSE_WAIT)',
    'TCP',
    '[2001:db8::10]',
    '34892',
    '[2001:db8:80::1]',
    '443',
    'state-closing CLOSE_WAIT',
  ],
  [
    'names on both sides',
    'Chrome      512 ann    31u  IPv4 0xabcdef01      0t0  TCP laptop.example:51734->web.example:https (SYN_SENT)',
    'TCP',
    'laptop.example',
    '51734',
    'web.example',
    'https',
    'state-opening SYN_SENT',
  ],
  [
    'a wildcard UDP socket',
    'python3.1 12891 root    3u  IPv4  52695      0t0  UDP *:5353 ',
    'UDP',
    '*',
    '5353',
    '',
    '',
    '',
  ],
];

const BSD: Row[] = [
  [
    'a connection',
    'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED',
    'tcp4',
    '192.0.2.10',
    '51734',
    '203.0.113.80',
    '443',
    'state-open ESTABLISHED',
  ],
  [
    'a listening socket',
    'tcp4       0      0  *.22                   *.*                    LISTEN',
    'tcp4',
    '*',
    '22',
    '*',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'a dual-stack listener',
    'tcp46      0      0  *.3000                 *.*                    LISTEN',
    'tcp46',
    '*',
    '3000',
    '*',
    '*',
    'state-waiting LISTEN',
  ],
  [
    'IPv6',
    'tcp6       0      0  2001:db8::10.51734     2001:db8:80::1.443     FIN_WAIT_2',
    'tcp6',
    '2001:db8::10',
    '51734',
    '2001:db8:80::1',
    '443',
    'state-closing FIN_WAIT_2',
  ],
  [
    'a zone with a digit',
    'tcp6       0      0  fe80::1%lo0.49152      fe80::1%lo0.49153      SYN_RCVD',
    'tcp6',
    'fe80::1%lo0',
    '49152',
    'fe80::1%lo0',
    '49153',
    'state-opening SYN_RCVD',
  ],
  [
    'control block addresses before it',
    '7fb03cb94d505aed cedd0cbf tcp4       0      0  192.168.1.221.5486 140.82.113.26.443  ESTABLISHED',
    'tcp4',
    '192.168.1.221',
    '5486',
    '140.82.113.26',
    '443',
    'state-open ESTABLISHED',
  ],
];

const WINDOWS: Row[] = [
  [
    'a listening socket',
    '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1712',
    'TCP',
    '0.0.0.0',
    '135',
    '0.0.0.0',
    '0',
    'state-waiting LISTENING',
  ],
  [
    'a connection',
    '  TCP    192.0.2.10:51734       203.0.113.80:443       ESTABLISHED     9396',
    'TCP',
    '192.0.2.10',
    '51734',
    '203.0.113.80',
    '443',
    'state-open ESTABLISHED',
  ],
  [
    'an IPv6 wildcard',
    '  TCP    [::]:445               [::]:0                 LISTENING       4',
    'TCP',
    '[::]',
    '445',
    '[::]',
    '0',
    'state-waiting LISTENING',
  ],
  [
    'zones',
    '  TCP    [fe80::1%5]:51734      [fe80::2%5]:443        SYN_RECEIVED    4',
    'TCP',
    '[fe80::1%5]',
    '51734',
    '[fe80::2%5]',
    '443',
    'state-opening SYN_RECEIVED',
  ],
  [
    'a UDP socket',
    '  UDP    0.0.0.0:5353           *:*                                    2104',
    'UDP',
    '0.0.0.0',
    '5353',
    '*',
    '*',
    '',
  ],
];

describe.each([
  ['netstat on Linux', NET_TOOLS],
  ['ss', SS],
  ['lsof', LSOF],
  ['netstat on macOS and FreeBSD', BSD],
  ['netstat on Windows', WINDOWS],
])('%s', (_tool, rows) => {
  test.each(rows)('%s', (_name, line, ...parts) => expect(row(line)).toEqual(parts));
  test.each(rows)('%s keeps every character', (_name, line) => expect(pieces(line).text).toBe(line));
});

describe('states', () => {
  test.each([
    ['state-waiting', ['LISTEN', 'LISTENING', 'UNCONN']],
    ['state-opening', ['SYN_SENT', 'SYN-SENT', 'SYN_RECV', 'SYN-RECV', 'SYN_RCVD', 'SYN_RECEIVED']],
    ['state-open', ['ESTABLISHED', 'ESTAB']],
    [
      'state-closing',
      [
        'FIN_WAIT1',
        'FIN_WAIT_1',
        'FIN-WAIT-1',
        'FIN_WAIT2',
        'FIN-WAIT-2',
        'CLOSE_WAIT',
        'CLOSE-WAIT',
        'CLOSING',
        'LAST_ACK',
        'LAST-ACK',
        'TIME_WAIT',
        'TIME-WAIT',
        'CLOSED',
        'CLOSE',
      ],
    ],
  ])('%s', (role, states) => {
    for (const state of states) {
      expect(pieces(`tcp 0 0 192.0.2.10:34892 203.0.113.80:443 ${state}`).coloured, state).toContainEqual([
        role,
        state,
      ]);
    }
  });
});

describe('the rest of a listing', () => {
  test.each([
    ['Active Internet connections (servers and established)'],
    ['Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name'],
    ['Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess'],
    ['State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess'],
    ['COMMAND     PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME'],
  ])('header: %s', (line) => expect(pieces(line).coloured).toEqual([['quiet', line]]));

  test.each([
    ['$ ', 'netstat -an'],
    ['# ', 'ss -tulnp'],
    ['C:\\> ', 'netstat -ano'],
    ['PS C:\\> ', 'Get-NetTCPConnection'],
  ])('prompt: %s', (prompt, command) =>
    expect(pieces(prompt + command).coloured).toEqual([
      ['quiet', prompt],
      ['command', command],
    ]),
  );

  test.each([
    ['tcp 0 0 192.0.2.10:34892 203.0.113.80:443 ESTABLISHED 812/firefox', '812/firefox'],
    ['ESTAB 0 0 192.0.2.10:34892 203.0.113.80:443 users:(("curl",pid=1,fd=5))', 'users:(("curl",pid=1,fd=5))'],
  ])('process: %s', (line, process) => expect(pieces(line).coloured).toContainEqual(['process', process]));

  test.each([
    ['the queues and versions of a program', 'python3.1 12890 root    3u  IPv4  52698      0t0'],
    ['a file path', '/run/systemd/notify'],
    ['an error', 'OSError: [Errno 98] Address already in use'],
  ])('%s are no endpoints', (_name, line) => {
    expect(pieces(line).coloured.filter(([role]) => /^(?:local|remote)-/.test(role))).toEqual([]);
  });
});

test('no style attribute is left: the policy forbids them', () => {
  for (const [, line] of [...NET_TOOLS, ...SS, ...LSOF, ...BSD, ...WINDOWS]) {
    expect(pieces(line).html).not.toContain('style=');
  }
});

test('no coloured piece begins or ends with a blank: its underline would show', () => {
  for (const [, line] of [...NET_TOOLS, ...SS, ...LSOF, ...BSD, ...WINDOWS]) {
    for (const [, text] of pieces(line).coloured) expect(text).toBe(text.trim());
  }
});
