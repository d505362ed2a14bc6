import { expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

test.each([
  [
    'squeezed blanks',
    'www nginx 812 6 tcp4 203.0.113.80:443 192.0.2.10:51734',
    { state: null, processes: [{ pid: 812, name: 'nginx', fd: 6, user: 'www' }] },
  ],
  [
    'a listening socket of -s behind numbers of -f and -i',
    'www      nginx      812   8   tcp4   *:80                  *:*                   0      3452                 LISTEN',
    { state: 'LISTEN', stateText: undefined },
  ],
  [
    'a service and a name',
    'www nginx 812 6 tcp4 web.example:443 laptop:51734',
    { remote: { address: 'laptop', named: true } },
  ],
  ['an unbound socket listens to nothing', 'app gunicorn 901 5 tcp4 *:* *:*', { state: null, local: { port: null } }],
  [
    'a card that handles TCP',
    'www nginx 812 6 toe4 203.0.113.80:443 192.0.2.10:51734',
    { protocol: 'tcp', family: 'ipv4' },
  ],
  [
    'divert has a port of its own',
    'root natd 77 3 div4 *:8668 *:*',
    { protocol: 'raw', local: { address: '*', port: 8668 } },
  ],
  [
    'no name for a process that ended',
    'root ?? 812 6 udp4 *:514 *:*',
    { processes: [{ pid: 812, fd: 6, user: 'root' }] },
  ],
  [
    'a connected Unix socket with a path of its own',
    'app app 7 3 stream /tmp/a.sock -> /var/run/b c.sock',
    { path: '/tmp/a.sock', stateText: '-> /var/run/b c.sock' },
  ],
  [
    'a Unix socket with the number of its routing table',
    'root     devd       512   4   stream /var/run/devd.pipe                          0',
    { path: '/var/run/devd.pipe' },
  ],
])('%s', (_name, line, socket) => {
  const listing = parseListing(line);
  expect(listing).toMatchObject({ format: 'sockstat', os: 'freebsd', sockets: [socket] });
});

test.each([
  ['www nginx 812 6 tcp4 203.0.113.80:443', 'the line ends before the foreign address'],
  [
    'www nginx 812 6 tcp4 203.0.113.800:443 *:*',
    'local address: found "203.0.113.800", expected an IP address, a host name, or *',
  ],
  ['www nginx 812 6 tcp4 203.0.113.80:443 192.0.2.10:70000', 'foreign address: found port "70000"'],
])('%s is skipped', (line, reason) =>
  expect(parseListing(line).lines).toMatchObject([{ kind: 'skipped', reason: expect.stringContaining(reason) }]),
);
