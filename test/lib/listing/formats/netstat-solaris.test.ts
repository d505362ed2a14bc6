import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

describe('one row alone', () => {
  test.each([
    [
      'TCP',
      '203.0.113.80.22      192.0.2.10.51736     64128     51 128872      0 ESTABLISHED',
      { protocol: 'tcp', family: 'ipv4', state: 'ESTABLISHED', sendQueue: 51, receiveQueue: 0 },
    ],
    [
      'TCP of both wildcards',
      '      *.22                 *.*                0      0 128000      0 LISTEN',
      { protocol: 'tcp', family: null, local: { address: '*', port: 22 }, state: 'LISTEN' },
    ],
    ['UDP', '      *.68                                Idle', { protocol: 'udp', state: null, stateText: 'Idle' }],
    ['squeezed blanks', '*.22 *.* 0 0 128000 0 BOUND', { state: 'CLOSED', stateText: 'BOUND' }],
    [
      'with names',
      'web.https            laptop.51736         64128      0 128872      0 ESTABLISHED',
      { local: { address: 'web', port: 443, service: 'https', named: true } },
    ],
    [
      'a command of two words',
      '203.0.113.80.22 192.0.2.10.51736 root 531 sshd: reader 64128 51 128872 0 ESTABLISHED',
      { processes: [{ pid: 531, name: 'sshd: reader', user: 'root' }] },
    ],
  ])('%s', (_name, line, socket) =>
    expect(parseListing(line)).toMatchObject({ format: 'netstat-solaris', os: 'solaris', sockets: [socket] }),
  );
});

test('rows of one socket tell its processes', () => {
  const rows = [531, 533].map(
    (pid) => `203.0.113.80.22 192.0.2.10.51736 root ${pid} sshd 64128 51 128872 0 ESTABLISHED`,
  );
  const together = parseListing(rows.join('\n'));
  expect(together.sockets).toMatchObject([{ lines: 2, processes: [{ pid: 531 }, { pid: 533 }] }]);
  expect(parseListing(rows.join('\nchatter\n')).sockets.map(({ processes }) => processes.length)).toEqual([1, 1]);
});

test('a link-local address has the interface of the column If', () =>
  expect(
    parseListing('TCP: IPv6\nfe80::1.546 fe80::2.40000 64128 0 128872 0 ESTABLISHED net0').sockets[0],
  ).toMatchObject({
    local: { address: 'fe80::1', zone: 'net0', port: 546 },
    remote: { address: 'fe80::2', zone: 'net0' },
  }));

test('the bare section titles of old versions tell the protocol', () =>
  expect(
    parseListing('UDP: IPv4\n      *.68   Idle\nTCP\n      *.22   *.*   0 0 24576 0 LISTEN').sockets.map(
      ({ protocol }) => protocol,
    ),
  ).toEqual(['udp', 'tcp']));

describe('lines that are no Solaris rows are left alone', () => {
  test.each([['TCP'], ['version 1.2 is Idle now'], ['file.txt is Idle'], ['Active UNIX domain sockets'], ['SCTP']])(
    '%s',
    (line) => expect(parseListing(line)).not.toMatchObject({ format: 'netstat-solaris' }),
  );
});

describe('what cannot be read is skipped with its reason', () => {
  test.each([
    ['203.0.113.800.22 192.0.2.10.1 0 0 0 0 LISTEN', 'local address: found "203.0.113.800"'],
    ['203.0.113.80.22 192.0.2.300.1 0 0 0 0 LISTEN', 'remote address: found "192.0.2.300"'],
    ['203.0.113.80.22      192.0.2.10.51736', 'the line ends before the state'],
  ])('%s', (line, reason) =>
    expect(parseListing(`TCP: IPv4\n${line}`).lines[1]).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining(reason),
    }),
  );
});
