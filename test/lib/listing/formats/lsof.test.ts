import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const kinds = (text: string) => parseListing(text).lines.map(({ kind }) => kind);
const only = (text: string) => {
  const { sockets } = parseListing(text);
  expect(sockets).toHaveLength(1);
  return sockets[0];
};

describe('one row alone', () => {
  const LISTEN = 'nginx      34 root   22u  IPv4 597257      0t0  TCP *:80 (LISTEN)';
  test.each([
    [
      'TCP',
      LISTEN,
      {
        protocol: 'tcp',
        family: 'ipv4',
        local: { address: '*', port: 80 },
        remote: null,
        state: 'LISTEN',
        inode: 597257,
        processes: [{ pid: 34, name: 'nginx', fd: 22, user: 'root' }],
      },
    ],
    [
      'UDP has no state',
      'firefox   52 root   22u  IPv4 597268      0t0  UDP 192.0.2.10:39864->203.0.113.80:443 ',
      {
        protocol: 'udp',
        local: { address: '192.0.2.10', port: 39864 },
        remote: { address: '203.0.113.80', port: 443 },
        state: null,
        stateText: undefined,
      },
    ],
    [
      'UDP that nothing bound',
      'identitys 488 reader 12u IPv4 0x6f1b3c2d8aa01f21 0t0 UDP *:*',
      { protocol: 'udp', local: { address: '*', port: null } },
    ],
    [
      'IPv6 on both sides',
      'nginx 34 root 25u IPv6 597700 0t0 TCP [2001:db8:80::1]:443->[2001:db8::10]:46059 (ESTABLISHED)',
      {
        family: 'ipv6',
        local: { address: '2001:db8:80::1', port: 443 },
        remote: { address: '2001:db8::10', port: 46059 },
        state: 'ESTABLISHED',
      },
    ],
    [
      'an IPv4 address on an IPv6 socket',
      'nginx 34 root 24u IPv6 597699 0t0 TCP 203.0.113.80:443->192.0.2.10:41175 (CLOSE_WAIT)',
      { family: 'ipv6', state: 'CLOSE-WAIT', stateText: 'CLOSE_WAIT' },
    ],
    [
      'names of hosts and services',
      'nginx 34 root 24u IPv4 1 0t0 TCP web.example:https->laptop.example:41175 (ESTABLISHED)',
      {
        local: { address: 'web.example', named: true, port: 443, service: 'https' },
        remote: { address: 'laptop.example', named: true, port: 41175 },
      },
    ],
    [
      'the service of port 5000',
      'ControlCe 501 reader 9u IPv4 0x6f1b3c2d8aa02a01 0t0 TCP *:commplex-main (LISTEN)',
      { local: { address: '*', port: 5000, service: 'commplex-main' } },
    ],
    [
      'queues',
      'nginx 34 root 24u IPv4 1 0t0 TCP 203.0.113.80:443->192.0.2.10:41175 (ESTABLISHED QR=12 QS=345)',
      { state: 'ESTABLISHED', receiveQueue: 12, sendQueue: 345 },
    ],
    [
      'queues of UDP',
      'named 34 root 24u IPv4 1 0t0 UDP 127.0.0.1:53 (QR=0 QS=7)',
      { state: null, stateText: undefined, receiveQueue: 0, sendQueue: 7 },
    ],
    [
      'socket options and TCP flags',
      'nginx 34 root 6u IPv4 1 0t0 TCP *:80 (LISTEN SO=ACCEPTCONN,PQLEN=0,QLEN=0,QLIM=128,REUSEADDR SS=NONE TF=MSS=512)',
      { state: 'LISTEN', stateText: undefined },
    ],
    [
      'the other end (+E)',
      'nginx 34 root 24u IPv4 1 0t0 TCP 127.0.0.1:80->127.0.0.1:51734 44,curl,5u (ESTABLISHED)',
      { remote: { address: '127.0.0.1', port: 51734 }, state: 'ESTABLISHED' },
    ],
    [
      'what the portmapper knows (+M)',
      'rpc.mount 34 root 7u IPv4 1 0t0 UDP *:635[mountd]',
      { local: { address: '*', port: 635 } },
    ],
    [
      'a command with a blank',
      'Web\\x20Con 7 reader 7u IPv4 1 0t0 TCP *:80 (LISTEN)',
      { processes: [{ name: 'Web Con' }] },
    ],
    ['a command in UTF-8', 'r\\xc3\\xa9so 7 reader 7u IPv4 1 0t0 TCP *:80 (LISTEN)', { processes: [{ name: 'réso' }] }],
    [
      'a command cut in a letter',
      'r\\xc3 7 reader 7u IPv4 1 0t0 TCP *:80 (LISTEN)',
      { processes: [{ name: 'r\ufffd' }] },
    ],
    ['no size (-s)', 'nginx 34 root 22u IPv4 597257 TCP *:80 (LISTEN)', { local: { address: '*', port: 80 } }],
    [
      'parent, group and numeric user',
      'nginx 34 1 0 33 22u IPv4 597257 0t0 TCP *:80 (LISTEN)',
      { processes: [{ pid: 34, fd: 22, user: '33' }] },
    ],
    [
      'a thread',
      'node 34 40 libuv-wor root 22u IPv4 597257 0t0 TCP *:80 (LISTEN)',
      { processes: [{ pid: 34, name: 'node', fd: 22, user: 'root' }] },
    ],
    ['a lock', 'nginx 34 root 22uW IPv4 597257 0t0 TCP *:80 (LISTEN)', { processes: [{ fd: 22 }] }],
    [
      'a Unix socket of Linux',
      'gunicorn 36 root 25u unix 0x000000005a9adc45 0t0 597662 /run/app/app.sock type=STREAM ->INO=597661 52,firefox,23u (CONNECTED)',
      {
        protocol: 'unix',
        family: 'unix',
        local: null,
        path: '/run/app/app.sock',
        inode: 597662,
        peerInode: 597661,
        stateText: 'CONNECTED',
      },
    ],
    [
      'a Unix path with blanks',
      'a 36 root 25u unix 0x000000005a9adc45 0t0 597662 /run/a b.sock type=DGRAM (UNCONNECTED)',
      { path: '/run/a b.sock', stateText: 'UNCONNECTED' },
    ],
    [
      'a raw socket',
      'ping 36 root 3u raw 0t0 597 00000000:0001->00000000:0000 st=07',
      { protocol: 'raw', local: null },
    ],
    ['ICMP', 'vpnagentd 310 root 5u IPv4 0x6f1b3c2d8aa05001 0t0 ICMP *:*', { protocol: 'icmp' }],
  ])('%s', (_name, line, socket) => {
    const read = only(line)!;
    for (const [key, value] of Object.entries(socket)) {
      if (value === undefined) expect(read[key as keyof typeof read]).toBeUndefined();
      else expect(read).toMatchObject({ [key]: value });
    }
    expect(parseListing(line).format).toBe('lsof');
  });

  test.each([
    ['Linux', LISTEN, 'linux'],
    ['macOS', LISTEN.replace('597257', '0x6f1b3c2d8aa02a01'), 'macos'],
    ['FreeBSD', LISTEN.replace('597257', '0xfffff8000a1b2000'), 'freebsd'],
  ])('of %s', (_name, line, os) => expect(parseListing(line).os).toBe(os));

  test('a Unix socket without a name has no path', () => {
    const linux = only('a 36 root 25u unix 0x000000005a9adc45 0t0 597662 type=STREAM (CONNECTED)')!;
    const old = only('a 36 root 25u unix 0xffff88003c2d8aa0 0t0 597662 socket')!;
    const macos = only('launchd 1 root 8u unix 0x6f1b3c2d8a9e0141 0t0 ->0x6f1b3c2d8a9e0281')!;
    expect([linux.path, old.path, macos.path]).toEqual([undefined, undefined, undefined]);
    expect([linux.inode, old.inode, macos.inode]).toEqual([597662, 597662, undefined]);
  });
});

describe('what is no socket of ours is told', () => {
  test.each([
    ['a file', 'nginx 34 root 5w REG 254,0 4096 8123 /var/log/nginx/access.log', /^a file: no IP address/],
    ['a directory', 'nginx 34 root cwd DIR 254,0 4096 2 /', /^a directory/],
    ['a pipe', 'nginx 34 root 6r FIFO 0,15 0t0 595838 pipe', /^a pipe/],
    ['an event queue', 'nginx 34 root 4u a_inode 0,16 0 1038 [eventpoll]', /^a kernel object/],
    ['netlink', 'node 34 root 20u netlink 0t0 595838 ROUTE', /^a netlink socket/],
    [
      'a socket without addresses',
      "nginx 34 root 9u sock 0,8 0t0 4711 can't identify protocol",
      /^a socket whose addresses lsof could not tell: .*can't identify protocol"$/,
    ],
    ['a socket of which lsof says little', 'a 34 root 9u sock 0,9 0t0 4711 protocol: TCPv6', /protocol: TCPv6"$/],
    [
      'a connection that is gone',
      'airportd 145 root 14u IPv4 0x6f1b3c2d8aa05141 0t0 TCP no PCB, CANTSENDMORE, CANTRCVMORE',
      /^lsof found no addresses: "no PCB/,
    ],
    ['a warning', "lsof: WARNING: can't stat() ext4 file system /run/netns", /^a message of lsof/],
    ['its second line', '      Output information may be incomplete.', /^a message of lsof/],
    ['an impossible port', 'nginx 34 root 22u IPv4 1 0t0 TCP *:99999 (LISTEN)', /^local address: found port "99999"/],
  ])('%s', (_name, line, reason) => {
    const { lines, sockets } = parseListing(line);
    expect(sockets).toEqual([]);
    expect(lines).toMatchObject([{ kind: 'skipped', reason: expect.stringMatching(reason) }]);
  });

  test('a row of an unknown type below the header', () => {
    const text = 'COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nnginx 34 root 7u QNX0 0,1 0t0 12 x';
    expect(parseListing(text).lines[1]).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('type') });
  });
});

describe('field output', () => {
  const SOCKET = {
    protocol: 'tcp',
    family: 'ipv4',
    local: { address: '203.0.113.80', port: 443 },
    remote: { address: '192.0.2.10', port: 51734 },
    state: 'ESTABLISHED',
    receiveQueue: 3,
    sendQueue: 4,
  };
  const FIELDS = ['f21', 'tIPv4', 'PTCP', 'n203.0.113.80:443->192.0.2.10:51734', 'TST=ESTABLISHED', 'TQR=3', 'TQS=4'];

  test.each([
    ['a field a line', ['p32', 'cnginx', ...FIELDS].join('\n'), 9],
    ['-F0 as cat -v shows it', `p32^@cnginx^@\n${FIELDS.join('^@')}^@`, 2],
    ['-F0 with its NULs', `p32\0cnginx\0\n${FIELDS.join('\0')}\0`, 2],
    ['-F0 with its NULs lost', `p32cnginx\n${FIELDS.join('')}`, 2],
  ])('%s', (_name, text, lines) => {
    const listing = parseListing(text);
    expect(listing.format).toBe('lsof');
    expect(listing.sockets).toMatchObject([{ ...SOCKET, processes: [{ pid: 32, name: 'nginx', fd: 21 }] }]);
    expect(listing.lines).toHaveLength(lines);
    expect(listing.lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
  });

  test('with every field', () => {
    const text =
      'p32\ng1\nR1\ncnginx\nu33\nLwww-data\nf7\nau\nl \ntIPv6\nG0x802;0x0\nd4711\no0t0\nPTCP\nn*:443\nTST=LISTEN\nTQR=0\nTQS=0\nf8\nau\nl \ntREG\nD0xfe00\ns4096\ni12\nk1\nn/var/log/x';
    const listing = parseListing(text);
    expect(listing.sockets).toMatchObject([
      {
        family: 'ipv6',
        inode: 4711,
        state: 'LISTEN',
        lines: 12,
        processes: [{ pid: 32, name: 'nginx', fd: 7, user: 'www-data' }],
      },
    ]);
    expect(listing.lines.slice(18).map(({ reason }) => reason)).toEqual(
      new Array(9).fill('a file: no IP address and port'),
    );
  });

  test('UDP, Unix, and the next process', () => {
    const text =
      'p1\ncnamed\nf5\ntIPv4\nPUDP\nn127.0.0.1:53\np2\ncapp\nf6\ntunix\ni77\nn/run/a.sock type=STREAM (LISTEN)';
    expect(parseListing(text).sockets).toMatchObject([
      { protocol: 'udp', local: { address: '127.0.0.1', port: 53 }, processes: [{ pid: 1, name: 'named' }] },
      { protocol: 'unix', path: '/run/a.sock', inode: 77, stateText: 'LISTEN', processes: [{ pid: 2, name: 'app' }] },
    ]);
  });

  test('where the protocol is not among the fields, the command or a TCP state tells it', () => {
    const rows = 'p1\nf5\nn*:53';
    expect(parseListing(rows).lines.at(-1)).toMatchObject({ kind: 'skipped' });
    expect(parseListing(`$ lsof -nP -iUDP -F n\n${rows}`).sockets).toMatchObject([{ protocol: 'udp', family: null }]);
    expect(parseListing(`${rows}\nTST=LISTEN`).sockets).toMatchObject([{ protocol: 'tcp', state: 'LISTEN' }]);
  });

  test('chatter around it is not taken', () => {
    expect(kinds('p1\nhello')).toEqual(['skipped', 'skipped']);
    expect(kinds('p1\ncnginx\nf5\ntIPv4\nPTCP\nn*:80\nsee above\ncan you help?\n')).toEqual([
      'header',
      'header',
      'socket',
      'detail',
      'detail',
      'detail',
      'skipped',
      'skipped',
    ]);
  });
});
