import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const kinds = (text: string) => parseListing(text).lines.map(({ kind }) => kind);
const only = (text: string) => {
  const { sockets } = parseListing(text);
  expect(sockets).toHaveLength(1);
  return sockets[0];
};

describe('one row alone', () => {
  test.each([
    [
      'Netid and State',
      'tcp   LISTEN 0      511          0.0.0.0:80         0.0.0.0:*    users:(("nginx",pid=812,fd=6),("nginx",pid=813,fd=6))',
      {
        protocol: 'tcp',
        family: 'ipv4',
        local: { address: '0.0.0.0', port: 80 },
        remote: { address: '0.0.0.0', port: null },
        state: 'LISTEN',
        receiveQueue: 0,
        sendQueue: 511,
        processes: [
          { pid: 812, name: 'nginx', fd: 6 },
          { pid: 813, name: 'nginx', fd: 6 },
        ],
      },
    ],
    ['no Netid', 'LISTEN 0 128 127.0.0.1:5432 0.0.0.0:*', { protocol: 'tcp', state: 'LISTEN' }],
    [
      'neither Netid nor State',
      '0      0         192.0.2.10:51734    203.0.113.80:443   users:(("firefox",pid=4242,fd=61))',
      { protocol: 'tcp', state: null, local: { address: '192.0.2.10', port: 51734 }, protocolAssumed: true },
    ],
    [
      'a zone in the brackets',
      'udp   UNCONN 0 0 [fe80::1%eth0]:546 [::]:*',
      { protocol: 'udp', local: { address: 'fe80::1', zone: 'eth0', port: 546 }, stateText: 'UNCONN', state: null },
    ],
    [
      'a zone behind the brackets',
      'udp   UNCONN 0 0 [fe80::1]%eth0:546 [::]:*',
      { local: { address: 'fe80::1', zone: 'eth0', port: 546 } },
    ],
    [
      'a zone behind an IPv4 address',
      'udp   UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*',
      { local: { address: '127.0.0.53', zone: 'lo', port: 53 } },
    ],
    [
      'both families',
      'tcp   LISTEN 0 511 *:443 *:*',
      { family: null, local: { address: '*', port: 443 }, remote: { address: '*', port: null } },
    ],
    [
      'a star that is bound to an interface',
      'udp   UNCONN 0 0 *%eth0:67 *:*',
      { local: { address: '*', zone: 'eth0', port: 67 } },
    ],
    [
      'service names keep their number',
      'tcp   LISTEN 0 128 0.0.0.0:commplex-main 0.0.0.0:*',
      { local: { address: '0.0.0.0', port: 5000, service: 'commplex-main' } },
    ],
    [
      'a host name',
      'tcp   ESTAB 0 0 laptop.example:51734 web.example:https',
      {
        local: { address: 'laptop.example', port: 51734, named: true },
        remote: { address: 'web.example', port: 443, service: 'https', named: true },
        state: 'ESTABLISHED',
        stateText: 'ESTAB',
      },
    ],
    [
      'columns without a blank between port and process',
      'tcp   ESTAB 0 0 192.0.2.10:51734 203.0.113.80:443users:(("ssh",pid=7,fd=3))',
      { remote: { address: '203.0.113.80', port: 443 }, processes: [{ pid: 7, name: 'ssh', fd: 3 }] },
    ],
    ['MPTCP', 'mptcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:*', { protocol: 'other', state: null, stateText: 'LISTEN' }],
    [
      'SCTP',
      'sctp  LISTEN 0 128 10.0.0.5:36412 0.0.0.0:*',
      { protocol: 'sctp', stateText: 'LISTEN', local: { address: '10.0.0.5', port: 36412 } },
    ],
    [
      'an SCTP association',
      'sctp  `- ESTAB 0 0 10.0.0.5%eth0:36412 192.0.2.10:51734',
      { protocol: 'sctp', stateText: 'ESTAB', local: { address: '10.0.0.5', zone: 'eth0', port: 36412 } },
    ],
    ['DCCP', 'dccp  LISTEN 0 0 *:5001 *:*', { protocol: 'dccp', stateText: 'LISTEN' }],
    [
      'a raw socket has no port',
      'raw   UNCONN 0 0 [::]:ipv6-icmp [::]:*',
      { protocol: 'raw', family: 'ipv6', local: { address: '::', port: null }, stateText: 'UNCONN' },
    ],
    ['a ping socket', 'icmp6 UNCONN 0 0 *:ipv6-icmp *:*', { protocol: 'icmp', local: { address: '*', port: null } }],
    [
      'a packet socket',
      'p_raw UNCONN 0 0 *:eth0 * users:(("tcpdump",pid=9,fd=4))',
      { protocol: 'other', local: { address: '*', zone: 'eth0', port: null }, remote: null, processes: [{ pid: 9 }] },
    ],
    [
      'a Unix socket and its peer',
      'u_str ESTAB 0 0 /run/app/app.sock 573923 * 573921 users:(("gunicorn",pid=34,fd=24))',
      { protocol: 'unix', family: 'unix', path: '/run/app/app.sock', inode: 573923, peerInode: 573921, local: null },
    ],
    [
      'a Unix path with blanks and numbers',
      'u_dgr UNCONN 0 0 /run/a 12 b.sock 8419 * 0',
      { path: '/run/a 12 b.sock', inode: 8419 },
    ],
    ['an abstract name', 'u_str LISTEN 0 5 @/tmp/.X11-unix/X0 22 * 0', { path: '@/tmp/.X11-unix/X0' }],
    ['a peer with a name', 'u_str ESTAB 0 0 * 22 /run/dbus/system_bus_socket 23', { inode: 22, peerInode: 23 }],
    ['a state of a closed socket', 'tcp UNCONN 0 0 127.0.0.1:0 0.0.0.0:*', { state: 'CLOSED', stateText: 'UNCONN' }],
    ['a bound socket', 'tcp BOUND-INACTIVE 0 0 127.0.0.1:8080 0.0.0.0:*', { state: 'CLOSED' }],
    ['a handshake', 'tcp NEW-SYN-RECV 0 0 10.0.0.5:22 192.0.2.10:5122', { state: 'SYN-RECEIVED' }],
    ['squeezed blanks', 'udp UNCONN 0 0 0.0.0.0:68 0.0.0.0:*', { protocol: 'udp' }],
  ])('%s', (_name, line, socket) => {
    expect(only(line)).toMatchObject(socket);
    expect(parseListing(line)).toMatchObject({ format: 'ss', os: 'linux' });
  });
});

test('a Unix socket without name and peer has neither', () => {
  const socket = only('u_dgr UNCONN 0 0 * 22 * 0')!;
  expect([socket.path, socket.peerInode]).toEqual([undefined, undefined]);
});

describe('processes', () => {
  const row = (users: string) => only(`tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(${users}) ino:77 sk:1`)!.processes;
  test.each([
    ['the form before iproute2 4', '("sshd",1206,3)', [{ pid: 1206, name: 'sshd', fd: 3 }]],
    ['blanks in the name', '("Web Content",pid=1,fd=2)', [{ pid: 1, name: 'Web Content', fd: 2 }]],
    ['parentheses in the name', '("(sd-pam)",pid=1,fd=2)', [{ pid: 1, name: '(sd-pam)', fd: 2 }]],
    ['quotes in the name', '("a"b",pid=1,fd=2)', [{ pid: 1, name: 'a"b', fd: 2 }]],
    [
      'a name that looks like details',
      '("uid:5 ino:9",pid=1,fd=2),("x)),(y",pid=3,fd=4)',
      [
        { pid: 1, name: 'uid:5 ino:9', fd: 2 },
        { pid: 3, name: 'x)),(y', fd: 4 },
      ],
    ],
    ['threads', '("nginx",pid=1,tid=5,fd=2)', [{ pid: 1, name: 'nginx', fd: 2 }]],
    [
      'security contexts',
      '("sshd",pid=1,proc_ctx=system_u:system_r:sshd_t:s0,fd=3,sock_ctx=system_u:object_r:port_t:s0)',
      [{ pid: 1, name: 'sshd', fd: 3 }],
    ],
  ])('%s', (_name, users, processes) => expect(row(users)).toEqual(processes));

  test('the owner of the socket is told beside them', () => {
    expect(
      only('udp UNCONN 0 0 *:5353 *:* users:(("avahi",pid=1,fd=2),("avahi",pid=3,fd=2)) uid:112 ino:25147 sk:2 <->'),
    ).toMatchObject({
      inode: 25147,
      processes: [
        { pid: 1, name: 'avahi', fd: 2, user: '112' },
        { pid: 3, name: 'avahi', fd: 2, user: '112' },
      ],
    });
    expect(only('udp UNCONN 0 0 *:5353 *:* uid:112 ino:25147 sk:2 <->')!.processes).toEqual([{ user: '112' }]);
  });

  test('a control group names the container', () => {
    const id = '0123456789ab'.padEnd(64, 'c');
    const row = (cgroup: string) => only(`tcp LISTEN 0 1 *:80 *:* ino:7 sk:1 cgroup:${cgroup} <->`)!.container;
    expect(row(`/system.slice/docker-${id}.scope`)).toBe('0123456789ab');
    expect(row(`/docker/${id}`)).toBe('0123456789ab');
    expect(row(`/machine.slice/libpod-${id}.scope/container`)).toBe('0123456789ab');
    expect(row('/system.slice/nginx.service')).toBeUndefined();
  });
});

test.each([
  ['4.900ms', 'keepalive, 4.9 s, 0 retransmissions'],
  ['884ms', 'keepalive, 0.884 s, 0 retransmissions'],
  ['008ms', 'keepalive, 0.008 s, 0 retransmissions'],
  ['58sec', 'keepalive, 58 s, 0 retransmissions'],
  ['5sec', 'keepalive, 5 s, 0 retransmissions'],
  ['1min2sec', 'keepalive, 1 min 2 s, 0 retransmissions'],
  ['119min', 'keepalive, 119 min, 0 retransmissions'],
  ['', 'keepalive, 0 s, 0 retransmissions'],
])('the timer %j is read as %j', (printed, timer) =>
  expect(only(`tcp ESTAB 0 0 192.0.2.10:51734 203.0.113.80:443 timer:(keepalive,${printed},0)`)!.timer).toBe(timer),
);

describe('which protocol, where the Netid column is missing', () => {
  const listen = 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*';
  const unconnected = 'UNCONN 0 0 0.0.0.0:68 0.0.0.0:*';
  const open = 'ESTAB 0 0 192.0.2.10:51734 203.0.113.80:443';
  const protocols = (text: string) =>
    parseListing(text).sockets.map(({ protocol, protocolAssumed }) => protocol + (protocolAssumed ? '?' : ''));
  test.each([
    ['a state that only TCP has', listen, ['tcp']],
    ['one such state tells for the whole listing', `${open}\n${listen}\n${unconnected}`, ['tcp', 'tcp', 'tcp']],
    ['details that only TCP has', `${open}\n\t cubic wscale:7,7 rto:204 cwnd:10`, ['tcp']],
    ['a timer', `${open} timer:(on,204ms,0)`, ['tcp']],
    ['UNCONN is likeliest UDP', `${unconnected}\n${open}`, ['udp?', 'udp?']],
    ['ESTAB alone is likeliest TCP', open, ['tcp?']],
    ['the command says UDP', `$ ss -nu\n${open}`, ['udp']],
    ['the command says TCP', `$ sudo ss -tan\n${unconnected}`, ['tcp']],
    ['in long form', `# ss --udp --all\n${unconnected}`, ['udp']],
    ['as a query', `$ ss -an -A udp\n${unconnected}`, ['udp']],
    ['raw sockets', `$ ss -wan\nUNCONN 0 0 0.0.0.0:1 0.0.0.0:*`, ['raw']],
    ['raw sockets by the name of their protocol', 'UNCONN 0 0 [::]:ipv6-icmp [::]:*', ['raw']],
    ['a command that asks for two says nothing', `$ ss -tu\n${open}`, ['tcp?']],
    [
      'listings one after another conclude for themselves',
      `State Recv-Q Send-Q Local Address:Port Peer Address:Port\n${open}\n${listen}\nState Recv-Q Send-Q Local Address:Port Peer Address:Port\n${open}\n${unconnected}`,
      ['tcp', 'tcp', 'udp?', 'udp?'],
    ],
  ])('%s', (_name, text, expected) => expect(protocols(text)).toEqual(expected));

  test('a UDP socket keeps the word, but has no TCP state', () =>
    expect(only(`$ ss -nu\n${open}`)).toMatchObject({ protocol: 'udp', state: null, stateText: 'ESTAB' }));

  test('a raw socket loses the number that is no port', () =>
    expect(only('$ ss -wan\nUNCONN 0 0 0.0.0.0:1 0.0.0.0:*')!.local).toEqual({ address: '0.0.0.0', port: null }));
});

describe('which state, where its column is missing', () => {
  const rows = 'Recv-Q Send-Q Local Address:Port Peer Address:Port\n0 0 192.0.2.10:51734 203.0.113.80:443';
  test.each([
    ['$ ss -tn state established', 'ESTABLISHED'],
    ['$ ss -tn -o state time-wait', 'TIME-WAIT'],
    ['$ ss -tn state connected', null],
    ['$ ss -tn state fin-wait-1 state closing', null],
    ['$ ss -tn', null],
  ])('%s', (command, state) => expect(only(`${command}\n${rows}`)!.state).toBe(state));
});

describe('the star of an old ss is IPv4', () => {
  const star = 'tcp LISTEN 0 128 *:22 *:*';
  const family = (text: string) => parseListing(text).sockets[0]!.family;
  test.each([
    ['beside an IPv6 wildcard without brackets', `${star}\ntcp LISTEN 0 128 :::22 :::*`, 'ipv4'],
    ['beside an IPv4 socket whose peer is a star', `${star}\nudp UNCONN 0 0 127.0.0.1:323 *:*`, 'ipv4'],
    ['but not alone', star, null],
    ['nor beside today’s wildcards', `${star}\nudp UNCONN 0 0 127.0.0.1:323 0.0.0.0:*`, null],
  ])('%s', (_name, text, expected) => expect(family(text)).toBe(expected));
});

describe('several lines of one socket', () => {
  test('details stay with the row above', () => {
    const text = [
      'State Recv-Q Send-Q Local Address:Port Peer Address:Port Process',
      'ESTAB 0 0 192.0.2.10:51734 203.0.113.80:443 timer:(keepalive,119min,0) ino:7 sk:1 <->',
      '\t skmem:(r0,rb131072,t0,tb87040,f0,w0,o0,bl0,d0) ts sack cubic wscale:7,7 rto:204 rtt:3.5/1.2',
      'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*',
      '\t cubic cwnd:10',
    ];
    const { sockets, lines } = parseListing(text.join('\n'));
    expect(lines.map(({ kind }) => kind)).toEqual(['header', 'socket', 'detail', 'socket', 'detail']);
    expect(sockets.map(({ line, lines }) => [line, lines])).toEqual([
      [2, 2],
      [4, 2],
    ]);
    expect(sockets[0]!.raw).toBe(text.slice(1, 3).join('\n'));
  });

  test('details without their row are skipped, and change nothing', () => {
    const text = 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nhello\n\t users:(("nginx",pid=1,fd=2)) skmem:(r0)';
    expect(kinds(text)).toEqual(['socket', 'skipped', 'skipped']);
    expect(only(text)!.processes).toEqual([]);
    expect(kinds('\t ts sack cubic rto:204 cwnd:10 rtt:1')).toEqual(['skipped']);
  });

  test('chatter below a row is no detail', () =>
    expect(
      kinds('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nts is what I see\n  ts is what I see\n  reno, in Nevada'),
    ).toEqual(['socket', 'skipped', 'skipped', 'skipped']));

  test('a row that is cut, not broken, leaves the next line alone', () => {
    expect(kinds('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("ssh\nhello')).toEqual(['socket', 'skipped']);
    expect(kinds('tcp LISTEN 0 128 0.0.0.0:22\nhello')).toEqual(['skipped', 'skipped']);
  });

  test('a broken port is whole again', () => {
    const text = 'tcp ESTAB 0 0 192.0.2.10:51734 203.0.113.80:4\n43 users:(("firefox",pid=4242,fd=61))';
    expect(only(text)).toMatchObject({
      remote: { address: '203.0.113.80', port: 443 },
      lines: 2,
      processes: [{ pid: 4242 }],
    });
  });
});

describe('what is no socket of ours is told', () => {
  test.each([
    ['netlink', 'nl    UNCONN 0 0 rtnl:kernel *', /^a netlink socket/],
    ['netlink without Netid', 'UNCONN 0 0 rtnl:NetworkManager/878 *', /^a netlink socket/],
    ['vsock', 'v_str LISTEN 0 0 *:1023 *:*', /^a vsock socket/],
    ['TIPC', 'ti_sq LISTEN 0 0 1000:1 *', /^a TIPC socket/],
    ['XDP', 'xdp   UNCONN 0 0 eth0:q0 *', /^an XDP socket/],
    ['a count', 'TCP:   21 (estab 9, closed 3, orphaned 0, timewait 1)', /^a count of sockets/],
    ['a message', 'RTNETLINK answers: Invalid argument', /^a message of ss/],
    ['no end', 'tcp   LISTEN 0 128', /^the line ends before the local address/],
    ['no peer', 'tcp   LISTEN 0 128 0.0.0.0:22', /^the line ends before the peer address/],
    ['an impossible port', 'tcp LISTEN 0 128 0.0.0.0:99999 0.0.0.0:*', /^local address: found port "99999"/],
    ['a Unix socket without inodes', 'u_str LISTEN 0 128 /run/app.sock', /^this Unix socket has no inode/],
  ])('%s', (_name, line, reason) => {
    const { lines, sockets } = parseListing(line);
    expect(sockets).toEqual([]);
    expect(lines).toMatchObject([{ kind: 'skipped', reason: expect.stringMatching(reason) }]);
  });
});

describe('rows of net-tools are not taken', () => {
  const netTools = [
    'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      812/sshd',
    'udp        0      0 0.0.0.0:68              0.0.0.0:*                           812/dhclient',
  ];
  test('not alone, nor below a listing of ss', () => {
    expect(parseListing(netTools.join('\n')).format).toBe('netstat-linux');
    const after = parseListing(['tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*', ...netTools].join('\n'));
    expect(after.format).toBe('netstat-linux');
    expect(after.sockets.map(({ processes }) => processes[0]?.name)).toEqual([undefined, 'sshd', 'dhclient']);
  });
});

test('entries of conntrack are not taken', () => {
  const entry = 'udp      17 29 src=2001:db8::10 dst=2001:db8:80::1 sport=51734 dport=53';
  const below = parseListing(`tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n${entry}`).sockets.slice(1);
  expect(below.map(({ local }) => local)).toEqual(parseListing(entry).sockets.map(({ local }) => local));
  expect(parseListing(entry).format).not.toBe('ss');
});

test('headers in their variants, whole and broken', () =>
  expect(
    kinds(
      [
        'Netid  State      Recv-Q Send-Q     Local Address:Port       Peer Address:Port',
        'Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess',
        'State Recv-Q Send-Q Local Address:Port Peer Address:Port',
        'Recv-Q Send-Q Local Address:Port Peer Address:Port Process',
        'Netid State Recv-Q Send-Q Local Address:Port',
        '      Peer Address:Port Process',
      ].join('\n'),
    ),
  ).toEqual(new Array(6).fill('header')));
