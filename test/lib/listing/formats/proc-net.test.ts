import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const TCP = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const UDP =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const SIX =
  '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const LISTEN =
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1000        0 573842 1 00000000af43cb73 100 0 0 10 0';
const OPEN =
  '   7: 0A0200C0:C9D6 507100CB:01BB 01 00000010:00000020 02:000003E8 00000000     0        0 573843 2 00000000af43cb73 20 4 30 10 -1';
const DATAGRAM =
  '14878: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 573872 2 000000004787ecd7 0';

const only = (text: string) => {
  const { sockets } = parseListing(text);
  expect(sockets).toHaveLength(1);
  return sockets[0];
};
const protocols = (text: string) =>
  parseListing(text).sockets.map(({ protocol, protocolAssumed }) => protocol + (protocolAssumed ? '?' : ''));

test('a listening socket: the accept queue stands in rx_queue', () =>
  expect(only(LISTEN)).toMatchObject({
    protocol: 'tcp',
    family: 'ipv4',
    local: { address: '127.0.0.1', port: 8080 },
    remote: { address: '0.0.0.0', port: null },
    state: 'LISTEN',
    stateText: '0A',
    receiveQueue: 3,
    sendQueue: 0,
    inode: 573842,
    processes: [{ user: '1000' }],
  }));

test('a connection: queues in hexadecimal, the timer in hundredths of a second', () =>
  expect(only(OPEN)).toMatchObject({
    local: { address: '192.0.2.10', port: 51670 },
    remote: { address: '203.0.113.80', port: 443 },
    state: 'ESTABLISHED',
    receiveQueue: 0x20,
    sendQueue: 0x10,
    timer: 'keepalive, 10 s, 0 retransmissions',
  }));

test.each([
  ['01', 'ESTABLISHED'],
  ['02', 'SYN-SENT'],
  ['03', 'SYN-RECEIVED'],
  ['04', 'FIN-WAIT-1'],
  ['05', 'FIN-WAIT-2'],
  ['06', 'TIME-WAIT'],
  ['07', 'CLOSED'],
  ['08', 'CLOSE-WAIT'],
  ['09', 'LAST-ACK'],
  ['0A', 'LISTEN'],
  ['0B', 'CLOSING'],
  ['0C', 'SYN-RECEIVED'],
  ['0D', 'CLOSED'],
  ['0E', null],
])('the state %s of TCP is %s', (code, state) =>
  expect(only(OPEN.replace(' 01 ', ` ${code} `))).toMatchObject({ protocol: 'tcp', state, stateText: code }),
);

describe('addresses of 32 digits', () => {
  const local = (digits: string) =>
    only(
      `   1: ${digits}:0016 ${'0'.repeat(32)}:0000 0A 00000000:00000000 00:00000000 00000000 0 0 7 1 f 100 0 0 10 0`,
    )!.local;
  test.each([
    ['wildcard', '00000000000000000000000000000000', '::'],
    ['loopback', '00000000000000000000000001000000', '::1'],
    ['documentation', 'B80D0120000080000000000001000000', '2001:db8:80::1'],
    ['every group', 'B80D01202233001144556677CCDDEEFF', '2001:db8:1100:3322:7766:5544:ffee:ddcc'],
    ['IPv4-mapped', '0000000000000000FFFF0000507100CB', '::ffff:203.0.113.80'],
  ])('%s', (_name, digits, address) => expect(local(digits)).toEqual({ address, port: 22 }));
});

describe('which protocol', () => {
  test.each([
    ['the row of a datagram socket', DATAGRAM, ['udp?']],
    ['connected: by what follows the inode', DATAGRAM.replace(' 07 ', ' 01 '), ['udp?']],
    ['the header of udp', `${UDP}\n${DATAGRAM}`, ['udp']],
    ['the header that udp6, raw and icmp share', `${SIX}\n${DATAGRAM}`, ['udp?']],
    ['the header of tcp', `${TCP}\n${DATAGRAM}`, ['tcp']],
    ['one file after another', `${TCP}\n${LISTEN}\n${UDP}\n${DATAGRAM}\n${TCP}\n${OPEN}`, ['tcp', 'udp', 'tcp']],
    ['the file in the command', `$ cat /proc/net/raw\n${SIX}\n${DATAGRAM}`, ['raw']],
    ['without a header', `$ grep :0035 /proc/net/udplite\n${DATAGRAM}`, ['udplite']],
    [
      'several files in the command',
      `$ cat /proc/net/tcp /proc/net/udp /proc/net/icmp6\n${TCP}\n${OPEN}\n${UDP}\n${DATAGRAM}\n${SIX}\n${DATAGRAM}`,
      ['tcp', 'udp', 'icmp'],
    ],
    ['braces', `$ cat /proc/net/{tcp,udp6}\n${TCP}\n${OPEN}\n${SIX}\n${DATAGRAM}`, ['tcp', 'udp']],
    ['a star', `$ cat /proc/1/net/udp*\n${UDP}\n${DATAGRAM}\n${SIX}\n${DATAGRAM}`, ['udp', 'udp']],
    [
      'the heads of head and tail',
      `==> /proc/net/udplite <==\n${UDP}\n${DATAGRAM}\n\n==> /proc/net/tcp <==\n${TCP}\n${OPEN}`,
      ['udplite', 'tcp'],
    ],
    [
      'the prefixes of grep',
      `/proc/net/tcp:${OPEN}\n/proc/net/udp:${DATAGRAM}\nraw:${DATAGRAM}`,
      ['tcp', 'udp', 'raw'],
    ],
    ['columns set wide', `${UDP.replace(/ +/g, '  ')}\n${DATAGRAM.replace(/ +/g, '   ')}`, ['udp?']],
    ['with line numbers', `/proc/net/tcp:2:${OPEN}\n/proc/net/udp:3:${DATAGRAM}`, ['tcp', 'udp']],
  ])('%s', (_name, text, expected) => {
    expect(protocols(text)).toEqual(expected);
    expect(parseListing(text)).toMatchObject({ format: 'proc-net', os: 'linux' });
    expect(parseListing(text).lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
  });

  test('a UDP socket has no TCP state', () => {
    expect(only(DATAGRAM)).toMatchObject({ state: null, processes: [{ user: '101' }] });
    expect(only(DATAGRAM)!.stateText).toBeUndefined();
    expect(only(DATAGRAM.replace(' 07 ', ' 01 '))).toMatchObject({ state: null, stateText: 'ESTABLISHED' });
  });

  test('what raw and icmp have in the place of the port is none', () =>
    expect(only(`raw:${DATAGRAM}`)!.local).toEqual({ address: '127.0.0.1', port: null }));
});

test('TIME-WAIT belongs to nobody: no inode, no user', () => {
  const socket = only(
    '  11: 0100007F:A86C 0100007F:1F90 06 00000000:00000000 03:00001621 00000000     0        0 0 3 000000004b8d9f3c',
  );
  expect(socket).toMatchObject({ state: 'TIME-WAIT', timer: 'timewait, 56.65 s, 0 retransmissions', processes: [] });
  expect(socket!.inode).toBeUndefined();
});

test.each([
  ['00010000 0001 01', 'LISTENING'],
  ['00000000 0001 03', 'CONNECTED'],
  ['00000000 0001 02', 'CONNECTING'],
  ['00000000 0001 04', 'DISCONNECTING'],
  ['00000000 0002 01', undefined],
])('a Unix socket with %s is %s', (columns, stateText) => {
  const socket = only(`00000000ef0333d8: 00000002 00000000 ${columns} 573841 /run/a b.sock`)!;
  expect(socket).toMatchObject({ protocol: 'unix', family: 'unix', local: null, inode: 573841, path: '/run/a b.sock' });
  expect(socket.stateText).toBe(stateText);
});

test('what is no socket of ours is told, and what is no row is not taken', () => {
  const text = [
    'sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode',
    '000000002baa4277 0   0          00000000 0        0        0     2        0        573476',
    'sk               RefCnt Type Proto  Iface R Rmem   User   Inode',
    '000000002baa4277 3      3    0003   2     1 0      0      573476',
    'hello',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000',
  ];
  expect(parseListing(text.join('\n')).lines.map(({ kind, reason }) => reason ?? kind)).toEqual([
    'header',
    'a netlink socket, between a program and the kernel: no IP address and port',
    'header',
    'a packet socket: no IP address and port',
    'not a line of a listing that is known here',
    'the line ends before the inode',
  ]);
});
