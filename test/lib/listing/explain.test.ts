import { describe, expect, test } from 'vitest';
import { explainSocket } from '../../../src/lib/listing/explain.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { type Socket, TCP_STATES } from '../../../src/lib/socket.ts';
import { listingFixtures, socket } from './sockets.ts';

const NGINX = { processes: [{ pid: 812, name: 'nginx' }] };
const FIREFOX = { processes: [{ pid: 40, name: 'firefox' }] };
const LISTEN = { state: 'LISTEN' } as const;
const CLIENT = ['192.168.1.5:51734', '93.184.216.34:443'] as const;

describe('listening', () => {
  test.each<[string, Socket, string]>([
    [
      'a star of ss: both families',
      socket('tcp', '*:443', '*:*', { ...LISTEN, ...NGINX }),
      'nginx (pid 812) waits for TCP connections on port 443 on every IPv4 and IPv6 address of this machine.',
    ],
    [
      'the IPv4 wildcard',
      socket('tcp', '0.0.0.0:80', '0.0.0.0:*', { ...LISTEN, ...NGINX }),
      'nginx (pid 812) waits for TCP connections on port 80 on every IPv4 address of this machine.',
    ],
    [
      'the IPv6 wildcard of net-tools, which does not tell',
      socket('tcp', ':::80', ':::*', { ...LISTEN, ...NGINX }),
      'nginx (pid 812) waits for TCP connections on port 80 on every IPv4 and IPv6 address of this machine, unless it asked for IPv6 alone (IPV6_V6ONLY).',
    ],
    [
      'the IPv6 wildcard of ss: IPv6 alone',
      socket('tcp', '[::]:80', '[::]:*', { ...LISTEN, ...NGINX }),
      'nginx (pid 812) waits for TCP connections on port 80 on every IPv6 address of this machine.',
    ],
    [
      'one address',
      socket('tcp', '10.0.0.5:5432', '0.0.0.0:*', { ...LISTEN, processes: [{ pid: 35, name: 'postgres' }] }),
      'postgres (pid 35) waits for TCP connections on port 5432 of 10.0.0.5 (a private network).',
    ],
    [
      'loopback',
      socket('tcp', '127.0.0.1:8080', '0.0.0.0:*', { ...LISTEN, processes: [{ pid: 34, name: 'gunicorn' }] }),
      'gunicorn (pid 34) waits for TCP connections on port 8080 of 127.0.0.1, only for programs on this machine.',
    ],
    [
      'loopback by its name',
      socket('tcp', 'localhost:8080', '0.0.0.0:*', LISTEN),
      'A program that this listing does not name waits for TCP connections on port 8080 (http-alt) of localhost, only for programs on this machine.',
    ],
    [
      'through one interface',
      socket('tcp', '0.0.0.0%virbr0:53', '0.0.0.0:*', { ...LISTEN, processes: [{ pid: 9, name: 'dnsmasq' }] }),
      'dnsmasq (pid 9) waits for TCP connections on port 53 on every IPv4 address of this machine on interface virbr0.',
    ],
    [
      'a service without a number',
      socket('tcp', '0.0.0.0:foo-bar', '0.0.0.0:*', LISTEN),
      'A program that this listing does not name waits for TCP connections on port "foo-bar" on every IPv4 address of this machine.',
    ],
    [
      'a pid alone',
      socket('tcp', '0.0.0.0:135', '0.0.0.0:0', { ...LISTEN, processes: [{ pid: 1012 }] }),
      'The process with pid 1012 waits for TCP connections on port 135 on every IPv4 address of this machine.',
    ],
    [
      'several processes of one program',
      socket('tcp', '0.0.0.0:80', '0.0.0.0:*', {
        ...LISTEN,
        processes: [
          { pid: 812, name: 'nginx' },
          { pid: 813, name: 'nginx' },
        ],
      }),
      'nginx (pids 812 and 813) share one socket that waits for TCP connections on port 80 on every IPv4 address of this machine.',
    ],
    [
      'a queue with its limit',
      socket('tcp', '0.0.0.0:80', '0.0.0.0:*', { ...LISTEN, ...NGINX, receiveQueue: 3, sendQueue: 511 }),
      'nginx (pid 812) waits for TCP connections on port 80 on every IPv4 address of this machine; 3 connections in its queue must still be accepted, of at most 511 places.',
    ],
    [
      'a link-local address of one interface',
      socket('tcp', '[fe80::1%eth0]:22', '[::]:*', { ...LISTEN, ...NGINX }),
      'nginx (pid 812) waits for TCP connections on port 22 of fe80::1 on interface eth0 (on the attached network).',
    ],
    [
      'what nmap cannot tell',
      socket('tcp', '203.0.113.80:25', '', { stateText: 'filtered' }),
      'A scan found TCP port 25 (smtp) of 203.0.113.80 filtered: whether a program listens there could not be told.',
    ],
    [
      'a published port of a container',
      socket('tcp', '0.0.0.0:8080', '*:*', { ...LISTEN, container: 'web' }),
      'The container web waits for TCP connections on port 8080 (http-alt) on every IPv4 address of this machine.',
    ],
  ])('%s', (_name, given, said) => expect(explainSocket(given, 'linux')).toBe(said));

  test('each family has a row of its own on Windows', () => {
    expect(explainSocket(socket('tcp', '[::]:445', '[::]:0', LISTEN), 'windows')).toMatch(
      /every IPv6 address of this machine\.$/,
    );
  });
  test('netstat of BSD tells the families apart', () => {
    const sockets = parseListing(
      'tcp6       0      0 *.22                   *.*                    LISTEN\ntcp46      0      0 *.80                   *.*                    LISTEN\ntcp4       0      0 *.25                   *.*                    LISTEN',
    ).sockets;
    expect(sockets.map((one) => /every (.*) address/.exec(explainSocket(one, 'freebsd'))?.[1])).toEqual([
      'IPv6',
      'IPv4 and IPv6',
      'IPv4',
    ]);
  });
});

describe('the states of a connection, as they concern this program', () => {
  const between = 'between port 51734 of 192.168.1.5 and port 443 (https) of 93.184.216.34 (public)';
  test.each<[NonNullable<Socket['state']>, string]>([
    [
      'SYN-SENT',
      'firefox (pid 40) tries to open a TCP connection from port 51734 of 192.168.1.5 to port 443 (https) of 93.184.216.34 (public), and no answer has come yet.',
    ],
    [
      'ESTABLISHED',
      'firefox (pid 40) has an open TCP connection from port 51734 of 192.168.1.5 to port 443 (https) of 93.184.216.34 (public), probably as the client.',
    ],
    [
      'FIN-WAIT-1',
      `firefox (pid 40) has closed the TCP connection ${between}, and the peer has not confirmed that yet.`,
    ],
    [
      'FIN-WAIT-2',
      `firefox (pid 40) has closed the TCP connection ${between}; the peer has confirmed that, but has not closed its own side yet.`,
    ],
    [
      'CLOSE-WAIT',
      `The peer has closed the TCP connection ${between}, and firefox (pid 40) has not: it stays open until the program closes its socket.`,
    ],
    [
      'CLOSING',
      `Both sides have closed the TCP connection ${between} at the same time, and the peer has not confirmed our end yet.`,
    ],
    [
      'LAST-ACK',
      `The peer has closed the TCP connection ${between}, then so has firefox (pid 40); only the last confirmation is missing.`,
    ],
    ['CLOSED', `firefox (pid 40) still holds the socket of a closed TCP connection ${between}.`],
  ])('%s', (state, said) => expect(explainSocket(socket('tcp', ...CLIENT, { state, ...FIREFOX }))).toBe(said));

  test('TIME-WAIT belongs to no process', () => {
    expect(explainSocket(socket('tcp', ...CLIENT, { state: 'TIME-WAIT' }))).toBe(
      `No process holds the TCP connection ${between} any more: this side closed it first, and the system keeps its endpoints a while, so that late segments reach no new connection.`,
    );
  });
  test('SYN-RECEIVED is not yet the program’s', () => {
    expect(explainSocket(socket('tcp', '203.0.113.80:443', '198.51.100.7:40000', { state: 'SYN-RECEIVED' }))).toBe(
      'The system has answered a request from port 40000 of 198.51.100.7 (reserved for examples) for a TCP connection to port 443 (https) of 203.0.113.80 and waits for the confirmation; the program does not see the connection yet.',
    );
  });
  test('a server', () => {
    expect(explainSocket(socket('tcp', '10.0.0.5:22', '10.0.0.9:40000', { state: 'ESTABLISHED' }))).toMatch(
      /, probably as the server\.$/,
    );
  });
  test('ports that do not tell', () => {
    expect(explainSocket(socket('tcp', '10.0.0.5:50001', '10.0.0.9:50002', { state: 'ESTABLISHED' }))).not.toMatch(
      /probably/,
    );
  });
  test('an orphan has closed, though nobody is named', () => {
    expect(explainSocket(socket('tcp', ...CLIENT, { state: 'FIN-WAIT-2' }))).toMatch(/^This side has closed/);
  });
  test.each([
    ['unread', { state: 'ESTABLISHED', receiveQueue: 4210 }, /; 4,210 bytes that came in must still be read\.$/],
    ['unconfirmed', { state: 'ESTABLISHED', sendQueue: 1 }, /; the peer has not confirmed 1 byte yet\.$/],
    ['the end of the stream counts as a byte', { state: 'CLOSE-WAIT', receiveQueue: 1 }, /closes its socket\.$/],
    ['unread at the end', { state: 'CLOSE-WAIT', receiveQueue: 131 }, /131 bytes that came in must still be read\.$/],
    ['a SYN counts as a byte', { state: 'SYN-SENT', sendQueue: 1 }, /no answer has come yet\.$/],
  ] as const)('queue: %s', (_name, more, said) => expect(explainSocket(socket('tcp', ...CLIENT, more))).toMatch(said));
  test('every state has its own sentence', () => {
    expect(new Set(TCP_STATES.map((state) => explainSocket(socket('tcp', ...CLIENT, { state })))).size).toBe(
      TCP_STATES.length,
    );
  });
});

describe('everything else', () => {
  test.each<[string, Socket, string]>([
    [
      'UDP',
      socket('udp', '127.0.0.53:53', '0.0.0.0:*', { processes: [{ pid: 7, name: 'resolved' }] }),
      'resolved (pid 7) receives UDP datagrams on port 53 of 127.0.0.53, only for programs on this machine.',
    ],
    [
      'UDP of a port whose TCP service is another',
      socket('udp', '0.0.0.0:514', '0.0.0.0:*'),
      'A program that this listing does not name receives UDP datagrams on port 514 (syslog) on every IPv4 address of this machine.',
    ],
    [
      'UDP with a queue',
      socket('udp', '0.0.0.0:68', '0.0.0.0:*', { receiveQueue: 2304 }),
      'A program that this listing does not name receives UDP datagrams on port 68 (bootpc) on every IPv4 address of this machine; datagrams that it has not read yet take 2,304 bytes.',
    ],
    [
      'UDP in a group',
      socket('udp', '224.0.0.251:5353', '0.0.0.0:*', { processes: [{ pid: 3, name: 'chrome' }] }),
      'chrome (pid 3) receives UDP datagrams sent to the multicast group 224.0.0.251 on port 5353.',
    ],
    [
      'connected UDP',
      socket('udp', '192.0.2.10:44981', '203.0.113.80:443', FIREFOX),
      'firefox (pid 40) exchanges UDP datagrams from port 44981 of 192.0.2.10 with port 443 (https) of 203.0.113.80 (reserved for examples) alone, probably as the client.',
    ],
    [
      'UDP without a port',
      socket('udp', '*:*', '*:*'),
      'A program that this listing does not name has a UDP socket without a port: it can receive nothing until it has one.',
    ],
    [
      'bound, not listening',
      socket('tcp', '192.0.2.10:51750', '0.0.0.0:0', { state: 'CLOSED', stateText: 'BOUND' }),
      'A program that this listing does not name holds TCP port 51750 of 192.0.2.10 (reserved for examples), but neither listens there nor is connected.',
    ],
    [
      'raw',
      socket('raw', ':::*', ':::*', { processes: [{ pid: 865, name: 'NetworkManager' }], stateText: '7' }),
      'NetworkManager (pid 865) has a raw socket: it receives whole IP packets at every IPv6 address of this machine, without ports.',
    ],
    [
      'ICMP',
      socket('icmp', '0.0.0.0:*', '0.0.0.0:*', { processes: [{ pid: 5, name: 'ping' }] }),
      'ping (pid 5) receives ICMP messages at every IPv4 address of this machine.',
    ],
    [
      'a Unix listener',
      socket('unix', '', '', {
        path: '/run/app.sock',
        stateText: 'LISTENING',
        processes: [{ pid: 34, name: 'gunicorn' }],
      }),
      'gunicorn (pid 34) waits for programs on this machine to connect to the socket file /run/app.sock.',
    ],
    [
      'an abstract name',
      socket('unix', '', '', { path: '@/tmp/.X11-unix/X0', stateText: 'LISTENING' }),
      'A program that this listing does not name waits for programs on this machine to connect to the abstract name @/tmp/.X11-unix/X0.',
    ],
    [
      'a Unix connection',
      socket('unix', '', '', { stateText: 'CONNECTED', processes: [{ pid: 34, name: 'gunicorn' }] }),
      'gunicorn (pid 34) has one end of a connection within this machine, a Unix domain socket without a name.',
    ],
    [
      'a cut IPv6 address',
      socket('tcp', '192.0.2.10:51739', '203.0.113.80:443', {
        local: { address: '2001:db8::a1b2:c', port: 51739, truncated: true },
        state: 'ESTABLISHED',
      }),
      'A program that this listing does not name has an open TCP connection from port 51739 of an address that begins with 2001:db8::a1b2:c (the tool cut it) to port 443 (https) of 203.0.113.80 (reserved for examples), probably as the client.',
    ],
    [
      'a cut port',
      socket('tcp', '192.0.2.10:51739', '203.0.113.80:443', {
        local: { address: '192.0.2.10', port: null, truncated: true },
        state: 'ESTABLISHED',
      }),
      'A program that this listing does not name has an open TCP connection from 192.0.2.10 (the tool cut its port) to port 443 (https) of 203.0.113.80 (reserved for examples).',
    ],
  ])('%s', (_name, given, said) => expect(explainSocket(given, 'linux')).toBe(said));
});

test.each(listingFixtures())('%s: one whole sentence a socket', (_file, text) => {
  const { sockets, os } = parseListing(text);
  for (const one of sockets) {
    const said = explainSocket(one, os);
    expect(said).toMatch(/^[^\s].*[^.]\.$/);
    expect(said).not.toMatch(/undefined|null|NaN|\s\s|\[object/);
  }
});
