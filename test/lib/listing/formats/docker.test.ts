import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const ports = (text: string) => parseListing(text).sockets.map(({ local }) => `${local?.address}:${local?.port}`);

test.each([
  ['every address', 'web 8080->80/tcp', ['*:8080']],
  ['a swarm service', 'abc  web  replicated  2/2  nginx:1.27  *:8080->80/tcp', ['*:8080']],
  ['one address', 'web 203.0.113.80:8080->80/tcp', ['203.0.113.80:8080']],
  ['IPv6 in both spellings', 'web [::]:8080->80/tcp, :::8081->81/tcp', [':::8080', ':::8081']],
  ['an IPv6 address', 'web [2001:db8:80::1]:8080->80/tcp', ['2001:db8:80::1:8080']],
  ['a range', 'web 0.0.0.0:6000-6002->7000-7002/tcp', ['0.0.0.0:6000', '0.0.0.0:6001', '0.0.0.0:6002']],
  ['commas without blanks', 'web 0.0.0.0:80->80/tcp,0.0.0.0:443->443/tcp', ['0.0.0.0:80', '0.0.0.0:443']],
])('%s', (_name, line, expected) => {
  expect(ports(line)).toEqual(expected);
  expect(parseListing(line)).toMatchObject({ format: 'docker', os: null });
});

test.each([
  ['the name first', 'web 0.0.0.0:80->80/tcp', 'web'],
  ['the name last', '0.0.0.0:80->80/tcp web', 'web'],
  ['a colon behind it', 'web: 0.0.0.0:80->80/tcp', 'web'],
  ['no name at all', '0.0.0.0:80->80/tcp', undefined],
  [
    'squeezed blanks',
    '4f1c2a9b7d3e nginx:1.27 "/docker-entrypoint.…" 2 hours ago Up 2 hours 0.0.0.0:80->80/tcp web',
    'web',
  ],
  [
    'a size behind it',
    'CONTAINER ID   PORTS                NAMES   SIZE\n4f1c2a9b7d3e   0.0.0.0:80->80/tcp   web     2B',
    'web',
  ],
])('%s', (_name, text, container) => expect(parseListing(text).sockets[0]?.container).toBe(container));

test('UDP has no state, TCP listens, and no process is known', () =>
  expect(parseListing('web 0.0.0.0:53->53/udp, 0.0.0.0:80->80/tcp').sockets).toMatchObject([
    { protocol: 'udp', state: null, processes: [] },
    { protocol: 'tcp', state: 'LISTEN', processes: [] },
  ]));

describe('docker port', () => {
  test('takes the name from the command', () =>
    expect(parseListing('$ docker port web 80\n80/tcp -> 0.0.0.0:8080').sockets).toMatchObject([
      { local: { address: '0.0.0.0', port: 8080 }, container: 'web', state: 'LISTEN' },
    ]));
  test('and has none without it', () =>
    expect(parseListing('80/tcp -> [::]:8080').sockets[0]).not.toHaveProperty('container'));
});

describe('bounds', () => {
  test('a long range is shown by its beginning, and says so', () => {
    const listing = parseListing('turn 0.0.0.0:10000-20000->10000-20000/udp');
    expect(listing.sockets.length).toBe(1024);
    expect(listing.lines[0]).toMatchObject({
      kind: 'socket',
      reason: 'of 0.0.0.0:10000-20000->10000-20000/udp only the ports to 11023 are shown',
    });
  });

  test('many long ranges do not outgrow the text', () => {
    const listing = parseListing('turn 0.0.0.0:1-65535->1-65535/udp\n'.repeat(500));
    expect(listing.sockets.length).toBe(65536 + 500 - 64);
    expect(listing.lines.length).toBe(500);
  });
});

describe('what is no socket of the host', () => {
  test.each([
    [
      'web 0.0.0.0:99999->80/tcp',
      'found ports 99999-99999 in 0.0.0.0:99999->80/tcp, expected 0 to 65535 in ascending order',
    ],
    [
      'web 0.0.0.0:90-80->90-80/tcp',
      'found ports 90-80 in 0.0.0.0:90-80->90-80/tcp, expected 0 to 65535 in ascending order',
    ],
    ['web 300.0.0.0:80->80/tcp', 'found "300.0.0.0" in 300.0.0.0:80->80/tcp, expected an IP address'],
    ['CONTAINER ID   NAMES\n4f1c2a9b7d3e   web', 'the container web publishes no port'],
  ])('%s', (text, reason) =>
    expect(parseListing(text).lines.at(-1)).toEqual({ line: text.split('\n').length, kind: 'skipped', reason }),
  );

  test('a port in a sentence', () => expect(parseListing('open 80/tcp -> now').sockets).toEqual([]));
});
