import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { holdersOf } from '../../../src/lib/listing/holders.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { OS, Socket } from '../../../src/lib/socket.ts';
import { listingFixtures, listingOf, socket } from './sockets.ts';

const listener = (local: string, more: Partial<Socket> = {}) =>
  socket('tcp', local, local.startsWith('[') ? '[::]:*' : local.startsWith(':') ? ':::*' : '0.0.0.0:*', {
    state: 'LISTEN',
    processes: [{ pid: 733, name: 'node' }],
    ...more,
  });
const open = (local: string, state: NonNullable<Socket['state']>, more: Partial<Socket> = {}) =>
  socket('tcp', local, '192.0.2.10:51000', { state, ...more });

describe('who has the port', () => {
  test.each<[string, Socket[], number, number[], string]>([
    [
      'one listener',
      [listener('0.0.0.0:22'), listener('0.0.0.0:3000')],
      3000,
      [1],
      'Port 3000 is held by node (pid 733) (TCP on every IPv4 address of this machine).',
    ],
    [
      'a listener and its connections, the listener first',
      [open('203.0.113.80:3000', 'ESTABLISHED'), listener('0.0.0.0:3000')],
      3000,
      [1, 0],
      'Port 3000 is held by node (pid 733) (TCP on every IPv4 address of this machine); 1 connection of this listing use it too.'.replace(
        'use',
        'uses',
      ),
    ],
    ['nobody', [listener('0.0.0.0:22')], 3000, [], 'No socket in this listing has local port 3000.'],
    [
      'a client by chance',
      [open('192.0.2.1:40000', 'ESTABLISHED', { processes: [{ pid: 40, name: 'firefox' }] })],
      40000,
      [0],
      'Nothing in this listing listens on port 40000, but 1 connection of firefox (pid 40) uses it as local port.',
    ],
    [
      'UDP',
      [socket('udp', '0.0.0.0:53', '0.0.0.0:*')],
      53,
      [0],
      'Port 53 (domain) is held by a program that this listing does not name (UDP on every IPv4 address of this machine).',
    ],
    [
      'a container',
      [listener('0.0.0.0:8080', { container: 'web', processes: [] })],
      8080,
      [0],
      'Port 8080 (http-alt) is held by the container web (TCP on every IPv4 address of this machine).',
    ],
    [
      'the remote port does not count',
      [socket('tcp', '192.0.2.10:40000', '203.0.113.80:443', { state: 'ESTABLISHED' })],
      443,
      [],
      'No socket in this listing has local port 443 (https).',
    ],
  ])('%s', (_name, sockets, port, indexes, said) => {
    const holders = holdersOf(listingOf(sockets), port);
    expect(holders.sockets).toEqual(indexes);
    expect(holders.sentence).toBe(said);
    expect(holders.port).toBe(port);
  });
});

describe('why a program cannot bind', () => {
  test.each<[string, Socket[], number, OS | null, RegExp]>([
    [
      'the IPv4 wildcard covers 127.0.0.1',
      [listener('0.0.0.0:3000')],
      3000,
      'linux',
      /every IPv4 address: the wildcard 0\.0\.0\.0 covers also 127\.0\.0\.1, and a dual-stack socket on :: fails too/,
    ],
    [
      'a dual-stack socket',
      [listener(':::3000')],
      3000,
      'linux',
      /a socket on ::, which usually takes IPv4 too; then 0\.0\.0\.0 and 127\.0\.0\.1 fail as well/,
    ],
    ['a star', [listener('*:3000')], 3000, 'linux', /on every address, IPv4 and IPv6/],
    ['IPv6 alone', [listener('[::]:3000')], 3000, 'linux', /every IPv6 address; IPv4 is free/],
    [
      'both wildcards',
      [listener('0.0.0.0:3000'), listener('[::]:3000')],
      3000,
      'linux',
      /every address, IPv4 and IPv6/,
    ],
    [
      'one address',
      [listener('127.0.0.1:3000')],
      3000,
      'linux',
      /taken on 127\.0\.0\.1, and so is the wildcard address; other addresses of this machine are free/,
    ],
    [
      'TCP and UDP do not collide',
      [listener('0.0.0.0:3000')],
      3000,
      'linux',
      /UDP port 3000 is another port: nothing here holds it/,
    ],
    ['nor the other way', [socket('udp', '0.0.0.0:53', '0.0.0.0:*')], 53, 'linux', /TCP port 53 is another port/],
    [
      'TIME-WAIT',
      [open('203.0.113.80:3000', 'TIME-WAIT')],
      3000,
      'linux',
      /1 connection in TIME-WAIT can make bind fail with EADDRINUSE unless the server sets SO_REUSEADDR; .* after 60 seconds/,
    ],
    [
      'connections of an earlier server',
      [open('203.0.113.80:3000', 'ESTABLISHED')],
      3000,
      'linux',
      /Connections that remain of an earlier server/,
    ],
    [
      'a proxy of Docker',
      [listener('0.0.0.0:8080', { processes: [{ pid: 9, name: 'docker-proxy' }] })],
      8080,
      'linux',
      /forwards the port to a container: stop the container/,
    ],
    [
      'the kernel of Windows',
      [listener('0.0.0.0:80', { processes: [{ pid: 4 }] })],
      80,
      'windows',
      /Pid 4 is Windows itself/,
    ],
    [
      'nobody: what the listing leaves out',
      [],
      3000,
      'linux',
      /a program can bind the port\. If bind fails all the same, the holder is one that the listing leaves out: a socket that is bound but does not listen/,
    ],
    ['privileged on Linux', [], 80, 'linux', /root or CAP_NET_BIND_SERVICE .* EACCES/],
    ['privileged on macOS', [], 80, 'macos', /Since 10\.14, macOS lets any user bind/],
    ['ephemeral', [], 40000, 'linux', /Linux also takes ports 32768 to 60999 for outgoing connections/],
    ['port 0', [], 0, 'linux', /Port 0 asks the system for any free port/],
  ])('%s', (_name, sockets, port, os, said) => expect(holdersOf(listingOf(sockets, os), port).canBind).toMatch(said));

  test('Windows has no privileged ports', () => {
    expect(holdersOf(listingOf([], 'windows'), 80).canBind).not.toMatch(/root|EACCES|1024/);
  });
});

describe('commands', () => {
  const commands = (os: OS | null, sockets: Socket[], port = 3000) => holdersOf(listingOf(sockets, os), port).commands;

  test('Linux', () => {
    expect(commands('linux', [listener('0.0.0.0:3000')])).toEqual([
      { os: 'linux', see: "sudo ss -tlnp 'sport = :3000'", stop: 'sudo kill 733' },
      { os: 'linux', see: 'sudo fuser -v 3000/tcp', stop: 'sudo fuser -k -TERM 3000/tcp' },
      { os: 'linux', see: 'systemctl status 733', stop: 'sudo systemctl stop "$(ps -o unit= -p 733)"' },
    ]);
    expect(commands('linux', [socket('udp', '0.0.0.0:3000', '0.0.0.0:*')])[0]).toEqual({
      os: 'linux',
      see: "sudo ss -ulnp 'sport = :3000'",
      stop: 'sudo fuser -k -TERM 3000/udp',
    });
  });
  test('Windows', () => {
    expect(commands('windows', [listener('0.0.0.0:3000', { processes: [{ pid: 7344 }] })])).toEqual([
      {
        os: 'windows',
        see: 'Get-Process -Id (Get-NetTCPConnection -LocalPort 3000 -State Listen).OwningProcess',
        stop: 'Stop-Process -Id 7344',
      },
      { os: 'windows', see: 'netstat -ano | findstr :3000', stop: 'taskkill /PID 7344' },
    ]);
  });
  test('macOS, with and without a pid', () => {
    expect(commands('macos', [listener('0.0.0.0:3000')])).toEqual([
      { os: 'macos', see: 'sudo lsof -nP -iTCP:3000 -sTCP:LISTEN', stop: 'sudo kill 733' },
    ]);
    expect(commands('macos', [])[0]!.stop).toBe('sudo kill $(sudo lsof -nPt -iTCP:3000 -sTCP:LISTEN)');
  });
  test('an unknown system: the common three', () => {
    expect([...new Set(commands(null, []).map(({ os }) => os))]).toEqual(['linux', 'macos', 'windows']);
  });
  test.each<OS>(['linux', 'macos', 'freebsd', 'openbsd', 'solaris', 'aix'])('%s: a shell can parse them', (os) => {
    for (const sockets of [[], [listener('0.0.0.0:3000')], [socket('udp', '0.0.0.0:3000', '0.0.0.0:*')]]) {
      for (const { see, stop } of commands(os, sockets)) {
        for (const command of [see, stop]) {
          expect(command).not.toMatch(/undefined|<|>(?!\/dev\/null)/);
          const { status, stderr } = spawnSync('sh', ['-n', '-c', command], { encoding: 'utf8' });
          expect(`${command}: ${status} ${stderr}`).toBe(`${command}: 0 `);
        }
      }
    }
  });
});

test.each(listingFixtures())('%s: every local port has its holders', (_file, text) => {
  const listing = parseListing(text);
  const ports = new Set(listing.sockets.map(({ local }) => local?.port).filter((port) => typeof port === 'number'));
  for (const port of ports) {
    const { sockets, sentence, canBind, commands } = holdersOf(listing, port);
    const expected = listing.sockets.flatMap(({ local }, index) => (local?.port === port ? [index] : []));
    expect(sockets.toSorted((a, b) => a - b)).toEqual(expected);
    expect(`${sentence} ${canBind}`).not.toMatch(/undefined|null|NaN/);
    expect(commands.length).toBeGreaterThan(0);
  }
});
