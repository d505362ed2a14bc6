import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const only = (text: string) => parseListing(text).sockets.at(-1);

describe('the system shows in the layout', () => {
  const servers = 'Active Internet connections (including servers)\n';
  test.each([
    ['OpenBSD, a row alone', 'tcp          0      0  *.22                   *.*                    LISTEN', 'openbsd'],
    [
      'OpenBSD of old, by its header',
      `${servers}Proto   Recv-Q Send-Q  Local Address          Foreign Address        (state)\ntcp 0 0 *.22 *.* LISTEN`,
      'openbsd',
    ],
    ['NetBSD or AIX, a row alone', 'tcp        0      0  *.22                   *.*                    LISTEN', null],
    [
      'AIX, by its kinds of rows',
      'tcp        0      0  *.21                   *.*                    LISTEN\ntcp4       0      0  *.13                   *.*                    LISTEN',
      'aix',
    ],
    [
      'AIX, by its title of Unix sockets',
      `tcp4       0      0  *.13                   *.*                    LISTEN\nActive UNIX domain sockets`,
      'aix',
    ],
    [
      'macOS, by its title of Unix sockets',
      `tcp4       0      0  *.13                   *.*                    LISTEN\nActive LOCAL (UNIX) domain sockets`,
      'macos',
    ],
    ['FreeBSD', 'tcp4       0      0 *.13                   *.*                    LISTEN', 'freebsd'],
    ['none, where blanks are squeezed', 'tcp4 0 0 *.13 *.* LISTEN', null],
  ])('%s', (_name, text, os) => expect(parseListing(text)).toMatchObject({ format: 'netstat-bsd', os }));
});

describe('"tcp" without a number', () => {
  test.each([
    ['is IPv4 on OpenBSD', 'tcp          0      0  *.22                   *.*                    LISTEN', 'ipv4'],
    [
      'is IPv4 on NetBSD',
      'Active Internet6 connections\ntcp        0      0  *.22                   *.*                    LISTEN',
      'ipv4',
    ],
    ['is of both families on AIX', 'tcp4 0 0 *.13 *.* LISTEN\ntcp 0 0 *.21 *.* LISTEN', null],
    ['has the family of its address', 'tcp 0 0 ::1.25 *.* LISTEN', 'ipv6'],
  ])('%s', (_name, text, family) => expect(only(text)?.family).toBe(family));
});

describe('netstat -v of macOS without its header', () => {
  const row = 'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED';
  test.each([
    [
      'process:pid',
      `${row}        4210       1873  131072  131768 Google Chrome He:812 00102 00000000 0000000000003a10 00000080 00000900      2      0 000000`,
      [{ pid: 812, name: 'Google Chrome He' }],
    ],
    [
      'pid and epid',
      `${row}        4210       1873  131072  131768    812      0 00102 00000000 0000000000003a10 00000080 00000900      2      0 000000`,
      [{ pid: 812 }],
    ],
    ['pid and epid without bytes (macOS 10.12)', `${row}  131072 131768    812      0 0x0102 0x00000000`, []],
    ['nothing', row, []],
  ])('%s', (_name, text, processes) => expect(only(text)).toMatchObject({ state: 'ESTABLISHED', processes }));

  test('columns of older versions stand where their header says', () => {
    const header =
      'Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)     rhiwat shiwat    pid   epid';
    expect(only(`${header}\n${row} 131072 131768    812      0`)?.processes).toEqual([{ pid: 812 }]);
  });
});

test.each([
  ['squeezed blanks', 'icm4 0 0 *.* *.*', { protocol: 'icmp', family: 'ipv4', local: { address: '*', port: null } }],
  ['divert', 'divert6 0 0 *.700 *.*', { protocol: 'raw', family: 'ipv6', local: { port: 700 } }],
  [
    'a raw socket of OpenBSD',
    'ip           0      0  *.*                    *.*                    112',
    { stateText: '112' },
  ],
  [
    'a raw socket of FreeBSD',
    'ip 6       0      0 *.*                    *.*',
    { family: 'ipv6', stateText: undefined },
  ],
  [
    'a short state of NetBSD',
    'tcp 0 0 203.0.113.80.80 192.0.2.10.51735 TMWAIT',
    { state: 'TIME-WAIT', stateText: 'TMWAIT' },
  ],
  ['a state by its number', 'tcp4 0 0 203.0.113.80.80 192.0.2.10.51735 12', { state: null, stateText: undefined }],
  [
    'FreeBSD -x has no state',
    'tcp4 0 0 203.0.113.80.22 192.0.2.10.51736 0 0 0 0 65700 33580 1 2048 0 0 525600 268640 0.00 0.00 7200.00 0.00 0.00 1.20',
    { state: null, processes: [] },
  ],
  ['a listening SCTP queue', 'sctp4  1to1  0/128  *.3868', { protocol: 'sctp', stateText: 'LISTEN', sendQueue: 128 }],
  [
    'OpenBSD prints kernel addresses with 0x',
    '0xfffffd8075a3c600 dgram       0      0 0xfffffd8073e1a7c0 0x0 0xfffffd8075a3c700 0x0 /dev/log',
    { protocol: 'unix', path: '/dev/log' },
  ],
])('%s', (_name, line, socket) => expect(only(line)).toMatchObject(socket));

test('-v of OpenBSD cuts no address', () => {
  const cut = 'tcp6         0      0  2001:db8::a1b2:c.51739 *.*                    LISTEN';
  const wide = 'tcp6         0      0  2001:db8::a1b2:c3d4:e5f6:1234.51740 *.*                    LISTEN';
  expect(parseListing(cut).sockets[0]?.local).toHaveProperty('truncated', true);
  expect(parseListing(`${cut}\n${wide}`).sockets[0]?.local).toEqual({ address: '2001:db8::a1b2:c', port: 51739 });
});

test('-A of AIX cuts no port', () =>
  expect(
    only(
      'PCB/ADDR         Proto Recv-Q Send-Q  Local Address      Foreign Address    (state)\nf1000e00002d8bc0 tcp4 0 0 192.168.242.122.22 *.* LISTEN',
    )?.local,
  ).toEqual({ address: '192.168.242.122', port: 22 }));

describe('what is no socket is skipped with its reason', () => {
  test.each([
    ['tcp4       0      0', 'the line ends before the local address'],
    ['tcp4       0      0  *.22', 'the line ends before the foreign address'],
    ['tcp4 0 0 192.0.2.300.22 *.* LISTEN', 'local address: found "192.0.2.300"'],
    ['sctp4  1to1  192.0.2.300.22   LISTEN', 'local address: found "192.0.2.300"'],
  ])('%s', (line, reason) =>
    expect(parseListing(`tcp4 0 0 *.22 *.* LISTEN\n${line}`).lines.at(-1)).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining(reason),
    }),
  );
});
