import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../../src/lib/endpoint.ts';
import { couldContinue, plainEndpoint } from '../../../src/lib/listing/format.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';

const LINUX = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox';
const WINDOWS = '  TCP    192.0.2.10:51734       203.0.113.80:443       ESTABLISHED     6208';
const MACOS = 'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED';
const TUPLE = {
  protocol: 'tcp',
  local: { address: '192.0.2.10', port: 51734 },
  remote: { address: '203.0.113.80', port: 443 },
  state: 'ESTABLISHED',
};
const kinds = (text: string) => parseListing(text).lines.map(({ kind }) => kind);

describe('one row alone', () => {
  test.each([
    ['Linux', LINUX, 'netstat-linux', 'linux'],
    ['Windows', WINDOWS, 'netstat-windows', 'windows'],
    ['macOS', MACOS, 'netstat-bsd', 'macos'],
    ['FreeBSD', MACOS.replace('0  192', '0 192'), 'netstat-bsd', 'freebsd'],
    ['BSD with squeezed blanks', MACOS.replace(/ +/g, ' '), 'netstat-bsd', null],
    ['Linux with squeezed blanks', LINUX.replace(/ +/g, ' '), 'netstat-linux', 'linux'],
    ['Linux with tabs', LINUX.replace(/ +/g, '\t'), 'netstat-linux', 'linux'],
    ['Linux with no-break spaces', LINUX.replaceAll(' ', '\u00a0'), 'netstat-linux', 'linux'],
    ['Windows with CRLF', `${WINDOWS}\r\n`, 'netstat-windows', 'windows'],
    ['a BOM before it', `\ufeff${LINUX}`, 'netstat-linux', 'linux'],
    ['a quote', `> ${LINUX}`, 'netstat-linux', 'linux'],
    ['a quote in a quote', `> > ${LINUX}`, 'netstat-linux', 'linux'],
    ['cat -n', `     1\t${LINUX}`, 'netstat-linux', 'linux'],
    ['grep -n', `12:${LINUX}`, 'netstat-linux', 'linux'],
    ['colours', LINUX.replace('443', '\u001b[01;31m443\u001b[0m'), 'netstat-linux', 'linux'],
  ])('%s', (_name, text, format, os) => {
    const listing = parseListing(text);
    expect(listing.sockets).toMatchObject([TUPLE]);
    expect(listing).toMatchObject({ format, os });
    expect(listing.sockets[0]!.raw).toBe(text.replace(/\r\n$/, ''));
  });
});

describe('what Linux prints', () => {
  const only = (line: string) => parseListing(line).sockets[0];
  test.each([
    [
      'a raw socket has no port',
      'raw6       0      0 :::58                   :::*                    7           865/NetworkManager',
      {
        protocol: 'raw',
        local: { address: '::', port: null },
        state: null,
        stateText: '7',
        processes: [{ pid: 865, name: 'NetworkManager' }],
      },
    ],
    [
      'UDP has no state',
      'udp        0      0 0.0.0.0:68              0.0.0.0:*                           1939/dhclient',
      { protocol: 'udp', state: null, stateText: undefined, processes: [{ pid: 1939, name: 'dhclient' }] },
    ],
    [
      'connected UDP',
      'udp        0      0 192.0.2.10:40171        203.0.113.80:443        ESTABLISHED',
      { state: null, stateText: 'ESTABLISHED' },
    ],
    [
      'UDP with a user',
      'udp        0      0 0.0.0.0:68              0.0.0.0:*                           0          4711       -',
      { stateText: undefined, inode: 4711, processes: [{ user: '0' }] },
    ],
    [
      'a program with blanks',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      812/nginx: worker p',
      { processes: [{ pid: 812, name: 'nginx: worker p' }] },
    ],
    [
      'a program with slashes',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      812/a/b c',
      { processes: [{ pid: 812, name: 'a/b c' }] },
    ],
    [
      'no program',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      -',
      { processes: [] },
    ],
    [
      'a timer without a program',
      'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED keepalive (7123.42/0/0)',
      { timer: 'keepalive (7123.42/0/0)', processes: [] },
    ],
    ['UDP-Lite', 'udpl6      0      0 :::9                    :::*', { protocol: 'udplite', family: 'ipv6' }],
    [
      'SCTP',
      'sctp       0      0 10.0.0.5:36412         0.0.0.0:*               LISTEN',
      { protocol: 'sctp', state: null, stateText: 'LISTEN' },
    ],
    [
      'an address that fills the field may be cut',
      'tcp6       0      0 2001:db8:aaaa:b::1:5173 :::*                    LISTEN',
      { local: { address: '2001:db8:aaaa:b::1', port: 5173, truncated: true } },
    ],
    [
      'an address that fills the field but cannot go on',
      'tcp6       0      0 1:2:3:4:5:6:7:8888:5173 :::*                    LISTEN',
      { local: { address: '1:2:3:4:5:6:7:8888', port: 5173 } },
    ],
    [
      'a name that fills the field',
      'tcp        0      0 laptop.example:51734    web.shop.example.c:4433 ESTABLISHED',
      { remote: { address: 'web.shop.example.c', port: 4433, named: true, truncated: true } },
    ],
    [
      'a Unix path with blanks',
      'unix  2      [ ACC ]     STREAM     LISTENING     13851    812/nginx: worker p  /run/a b.sock',
      { path: '/run/a b.sock', processes: [{ pid: 812, name: 'nginx: worker p' }] },
    ],
    [
      'an abstract Unix name',
      'unix  2      [ ]         DGRAM                    11098    @/tmp/.X11-unix/X0',
      { path: '@/tmp/.X11-unix/X0', inode: 11098, processes: [] },
    ],
    [
      'a Unix row with squeezed blanks',
      'unix 2 [ ACC ] STREAM LISTENING 13851 1/systemd /run/lvm/lvmpolld.socket',
      { path: '/run/lvm/lvmpolld.socket', processes: [{ pid: 1, name: 'systemd' }] },
    ],
  ])('%s', (_name, line, socket) => expect(only(line)).toMatchObject(socket));

  test('words behind "unix" are no socket', () => {
    expect(only('unix 3 the [::1]:443 8080 waits')).toBeUndefined();
    const queues =
      'Current listen queue sizes (qlen/incqlen/maxqlen)\nunix  0/0/4  /var/run/devd.pipe\nunix the [::1]:443';
    expect(kinds(queues)).toEqual(['header', 'socket', 'skipped']);
  });

  test('wider fields show that none was cut', () => {
    const cut = 'tcp6       0      0 2001:db8:aaaa:b::1:5173 :::*                    LISTEN';
    const wide = 'tcp6       0      0 2001:db8:aaaa:bbbb::1:443 :::*                    LISTEN';
    expect(parseListing(`${cut}\n${wide}`).sockets[0]!.local).toEqual({ address: '2001:db8:aaaa:b::1', port: 5173 });
    expect(parseListing(`$ netstat -anW\n${cut}`).sockets[0]!.local).not.toHaveProperty('truncated');
    // The next listing stands for itself.
    expect(parseListing(`${wide}\n$ netstat -an\n${cut}`).sockets[1]!.local).toHaveProperty('truncated', true);
  });
});

describe('what Windows prints', () => {
  test('owner lines belong to the socket above them, and only they', () => {
    const text = [
      WINDOWS,
      '  Dnscache',
      ' [svchost.exe]',
      WINDOWS,
      'hello',
      '[note]',
      WINDOWS,
      ' Can not obtain ownership information',
    ];
    const listing = parseListing(text.join('\n'));
    expect(listing.lines.map(({ kind }) => kind)).toEqual([
      'socket',
      'detail',
      'detail',
      'socket',
      'skipped',
      'skipped',
      'socket',
      'detail',
    ]);
    expect(listing.sockets[0]).toMatchObject({ line: 1, lines: 3, processes: [{ pid: 6208, name: 'svchost.exe' }] });
    expect(listing.sockets[0]!.raw).toBe(text.slice(0, 3).join('\n'));
  });

  test('an executable without its socket is skipped', () =>
    expect(kinds('[svchost.exe]\n  Active Connections')).toEqual(['skipped', 'header']));

  test('chatter under a row is no owner', () =>
    expect(kinds(`${WINDOWS}\nhello there\n${WINDOWS}`)).toEqual(['socket', 'skipped', 'socket']));
});

describe('what macOS and FreeBSD print', () => {
  test.each([
    [
      'with -A a port of four digits may lack one',
      '7fb03cb94d505aed cedd0cbf tcp4       0      0  192.168.1.221.5486 140.82.113.26.443  ESTABLISHED',
      {
        local: { address: '192.168.1.221', port: null, truncated: true },
        remote: { address: '140.82.113.26', port: 443 },
      },
    ],
    [
      'but not where one more would pass 65535',
      '7fb03cb94d505aed cedd0cbf tcp4       0      0  192.168.1.221.6554 140.82.113.26.443  ESTABLISHED',
      { local: { address: '192.168.1.221', port: 6554 } },
    ],
    [
      'an IPv6 address of 16 characters may be cut',
      'tcp6       0      0  2001:db8::a1b2:c.51739 2001:db8:80::1.443     ESTABLISHED',
      {
        local: { address: '2001:db8::a1b2:c', port: 51739, truncated: true },
        remote: { address: '2001:db8:80::1', port: 443 },
      },
    ],
    [
      'an IPv4-mapped address with its port',
      'tcp6       0      0  ::ffff:10.0.0.5.443    *.*                    LISTEN',
      { local: { address: '::ffff:10.0.0.5', port: 443 } },
    ],
    [
      'both families',
      'tcp46      0      0  *.8080                 *.*                    LISTEN',
      { family: null, local: { address: '*', port: 8080 } },
    ],
    [
      'a service name that fills the field',
      'tcp4       0      0  192.168.178.20.postgre *.*                    LISTEN',
      { local: { port: null, service: 'postgre', truncated: true } },
    ],
  ])('%s', (_name, line, socket) => expect(parseListing(line).sockets).toMatchObject([socket]));
});

describe('listings one after another', () => {
  test('each line is read by its own format', () => {
    const text = [
      'reader@laptop:~$ netstat -an',
      LINUX,
      '',
      'And on Windows:',
      'C:\\>netstat -ano',
      '',
      'Active Connections',
      WINDOWS,
      '```',
      MACOS,
      LINUX,
      '```',
    ];
    const listing = parseListing(text.join('\n'));
    expect(listing.lines.map(({ kind }) => kind)).toEqual([
      'prompt',
      'socket',
      'blank',
      'skipped',
      'prompt',
      'blank',
      'header',
      'socket',
      'skipped',
      'socket',
      'socket',
      'skipped',
    ]);
    expect(listing.sockets.map(({ line }) => line)).toEqual([2, 8, 10, 11]);
    expect(listing).toMatchObject({ format: 'netstat-linux', os: 'linux' });
  });

  test('a quoted listing between plain ones', () =>
    expect(kinds(`${LINUX}\n> ${LINUX}\n> ${LINUX}\n${LINUX}\n>\n`)).toEqual([
      'socket',
      'socket',
      'socket',
      'socket',
      'blank',
    ]));
});

describe('what cannot be read is shown with its reason', () => {
  test.each([
    ['chatter', 'hello', 'not a line of a listing that is known here'],
    ['a row without its end', 'tcp        0      0 0.0.0.0:22', 'the line ends before the foreign address'],
    [
      'an impossible address',
      LINUX.replace('192.0.2.10', '192.0.2.300'),
      'local address: found "192.0.2.300", expected an IP address, a host name, or *',
    ],
    [
      'an impossible port',
      LINUX.replace(':443 ', ':99999 '),
      'foreign address: found port "99999", expected a number from 0 to 65535, a service name, or *',
    ],
    [
      'a Bluetooth socket',
      `${LINUX}\nl2cap  *                 *                 LISTEN          1 0x0000 0x0000`,
      'a Bluetooth socket: no address and port',
    ],
  ])('%s', (_name, text, reason) => {
    const last = parseListing(text).lines.at(-1);
    expect(last).toMatchObject({ kind: 'skipped', reason });
  });

  test('nothing at all', () => expect(parseListing('')).toEqual({ format: null, os: null, sockets: [], lines: [] }));
});

test.each([
  ['2001:db8::1', true], // 2001:db8::1234
  ['2001:db8::1234', true], // 2001:db8::1234:1
  ['1:2:3:4:5:6:7:8888', false],
  ['1:2:3:4:5:6:7:888', true],
  ['1::3:4:5:6:7777', false],
  ['1::3:4:5:7777', true],
  ['1::3:4:5:6:7:8888', false],
  ['::ffff:192.168.1.2', true], // .2, .20 … .255
  ['::ffff:192.168.1.26', false],
  ['192.0.2.100', false],
  ['2001:db8:', true],
  ['*', false],
])('couldContinue(%j) is %j', (address, expected) => expect(couldContinue(address)).toBe(expected));

test('plainEndpoint agrees with parseEndpoint', () => {
  const field = fc.oneof(
    fc
      .tuple(fc.ipV4(), fc.oneof(fc.nat(70000).map(String), fc.constant('*')))
      .map(([address, port]) => `${address}:${port}`),
    fc.string({ unit: fc.constantFrom(...'0123456789.:*'), maxLength: 22 }),
  );
  fc.assert(
    fc.property(field, (text) => {
      const plain = plainEndpoint(text, 58);
      if (plain !== null) expect(parseEndpoint(text)).toEqual(plain);
    }),
  );
});

test('who watches hears how far the reading is, and changes nothing', () => {
  const text = 'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN\n'.repeat(25_000);
  const heard: number[] = [];
  expect(parseListing(text, (share) => heard.push(share))).toEqual(parseListing(text));
  expect(heard).toEqual([0, 0.4, 0.8]);
});
