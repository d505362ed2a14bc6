import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { serviceOfPort } from '../../../src/lib/index.ts';
import { EARLIER_NAMES, LATER_NAMES, UNKEYED_ROWS, wellFormedName } from '../../../src/lib/registry/corrections.ts';
import { numbersOf, PORT_PROTOCOLS, type PortEntry } from '../../../src/lib/registry/entry.ts';
import { fileSpan, nameFile, portFile } from '../../../src/lib/registry/files.ts';
import { entries, files, PACKAGE_ROWS } from './registry.ts';

/** What the corrections add, by `port/protocol`: the names that may stand beside or instead of the package's. */
const corrected = new Map<string, Set<string>>();
for (const [ports, protocols, name] of [...EARLIER_NAMES, ...LATER_NAMES, ...UNKEYED_ROWS]) {
  const { first, last } = numbersOf(ports);
  for (let port = first; port <= last; port++) {
    for (const protocol of protocols ? protocols.split(' ') : PORT_PROTOCOLS) {
      const names = corrected.get(`${port}/${protocol}`) ?? new Set();
      corrected.set(`${port}/${protocol}`, names.add(name));
    }
  }
}

const namesOf = ({ name, otherNames = [] }: PortEntry) => (name === null ? [''] : [name, ...otherNames]);

test('all 65,536 numbers over all transports say what the package says, and the corrections', async () => {
  let compared = 0;
  const wrong: string[] = [];
  for (let port = 0; port <= 65535; port++) {
    for (const protocol of PORT_PROTOCOLS) {
      const key = `${port}/${protocol}`;
      const found = await entries(key);
      const row = PACKAGE_ROWS[key];
      const additions = corrected.get(key) ?? new Set();
      const expected = new Set(additions);
      if (row) {
        compared++;
        expected.add(row[0]!);
        const wellFormed = wellFormedName(row[0]!);
        if (wellFormed !== null) expected.add(wellFormed);
        // The package's row is there, word for word.
        if (!found.some((entry) => namesOf(entry).includes(row[0]!) && entry.description === row[1])) wrong.push(key);
      } else if (additions.size === 0) {
        expected.add('');
        const status = port < 49152 ? 'unassigned' : 'dynamic';
        if (found.length !== 1 || found[0]!.status !== status) wrong.push(key);
      }
      const given = new Set(found.flatMap(namesOf));
      if (given.symmetricDifference(expected).size > 0) wrong.push(key);
      if (
        !found.every(
          (entry) => entry.port === port && (entry.protocols.length === 0 || entry.protocols.includes(protocol)),
        )
      )
        wrong.push(key);
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBe(Object.keys(PACKAGE_ROWS).length);
}, 60_000);

test('rows that differ only in the transport are one entry', async () => {
  for (const [key, [name, description]] of Object.entries(PACKAGE_ROWS)) {
    const [port, protocol] = key.split('/');
    if (protocol !== 'tcp') continue;
    const udp = PACKAGE_ROWS[`${port}/udp`];
    if (udp?.[0] !== name || udp?.[1] !== description) continue;
    const [entry, ...more] = (await entries(Number(port))).filter(
      (one) =>
        namesOf(one).includes(name!) &&
        one.description === description &&
        one.protocols.some((p) => p !== 'sctp' && p !== 'dccp'),
    );
    expect(entry?.protocols.slice(0, 2), key).toEqual(['tcp', 'udp']);
    expect(more, key).toEqual([]);
  }
}, 60_000);

describe('the corrections', () => {
  test.each([
    ['42/tcp', ['name', 'nameserver']],
    ['51', ['']],
    ['80/udp', ['http', 'www', 'www-http']],
    ['113/tcp', ['ident', 'auth']],
    ['230', ['']],
    ['999/udp', ['applix', 'puprouter']],
    ['1701/udp', ['l2f', 'l2tp']],
    ['3000/tcp', ['hbci', 'remoteware-cl']],
    ['3324', ['active-net']],
    ['3369', ['satvid-datalnk']],
    ['4250', ['vrml-multi-use']],
    ['5349/udp', ['stuns', 'turns', 'stun-behaviors']],
    ['6063/udp', ['x11']],
    ['6405', ['boe-pagesvr']],
    ['6669/tcp', ['ircu']],
    ['7359', ['swx']],
    ['9100/tcp', ['hp-pdl-datastr', 'pdl-datastream']],
    ['27009', ['flex-lm']],
    ['44818/tcp', ['EtherNet-IP-2', 'EtherNet/IP-2']],
  ])('make %s %j, as the registry has it', async (query, names) =>
    expect((await entries(query)).flatMap(namesOf)).toEqual(names),
  );

  const rows = [...EARLIER_NAMES, ...LATER_NAMES];

  test.each(rows)('%s (%s) %s shares its number with a service of the package', (port, protocols, name) => {
    for (const protocol of protocols.split(' ')) {
      const row = PACKAGE_ROWS[`${port}/${protocol}`];
      expect(row?.[0]).toBeTruthy();
      expect(row?.[0]).not.toBe(name);
    }
  });

  test.each(UNKEYED_ROWS)('%s (%s) %s is nowhere in the package', (ports, protocols) => {
    const { first, last } = numbersOf(ports);
    expect(first).toBeLessThanOrEqual(last);
    for (let port = first; port <= last; port++)
      for (const protocol of protocols ? protocols.split(' ') : PORT_PROTOCOLS)
        expect(PACKAGE_ROWS[`${port}/${protocol}`]).toBeUndefined();
  });

  test('well-formed names are well formed (RFC 6335, section 5.1)', () => {
    for (const [key, [name]] of Object.entries(PACKAGE_ROWS)) {
      const wellFormed = wellFormedName(name!);
      if (wellFormed === null) continue;
      expect(wellFormed, key).toMatch(/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/i);
    }
  });

  test('every common service name is the registry’s', async () => {
    const strangers: string[] = [];
    for (let port = 0; port <= 65535; port++) {
      const common = serviceOfPort(port);
      if (common === null) continue;
      if (!(await entries(port)).flatMap(namesOf).includes(common)) strangers.push(`${common} ${port}`);
    }
    expect(strangers).toEqual([]);
  });
});

describe('the files', () => {
  const compressed = [...files].map(
    ([file, content]) => [file, brotliCompressSync(JSON.stringify(content)).length] as const,
  );

  test.each(compressed.filter(([file]) => file.startsWith('port-')))('%s is at most 6 KB', (_file, bytes) =>
    expect(bytes).toBeLessThanOrEqual(6 * 1024),
  );

  test.each(compressed.filter(([file]) => file.startsWith('name-')))('%s is at most 12 KB', (_file, bytes) =>
    expect(bytes).toBeLessThanOrEqual(12 * 1024),
  );

  test('every number that can be assigned has a file, and every file a name that a path can carry', () => {
    for (let port = 0; port < 49152; port++) {
      expect(files.has(portFile(port))).toBe(true);
      const { first, last } = fileSpan(port);
      expect(first <= port && port <= last && portFile(first) === portFile(last)).toBe(true);
    }
    for (const file of files.keys()) expect(file).toMatch(/^(?:port-\d+|name-[a-z0])\.json$/);
  });

  test('every block lies within the file that holds it', () => {
    for (const [file, shard] of files) {
      if (!file.startsWith('port-')) continue;
      for (const ports of Object.keys(shard)) {
        const { first, last } = numbersOf(ports);
        expect([portFile(first), portFile(last)], ports).toEqual([file, file]);
      }
    }
  });

  test('every letter has a file', () => {
    for (const letter of '0123456789abcdefghijklmnopqrstuvwxyzABCXYZ')
      expect(files.has(nameFile(letter)), letter).toBe(true);
  });

  test('every service stands in the file of each of its names', () => {
    for (const [file, shard] of files) {
      if (!file.startsWith('port-')) continue;
      for (const [ports, rows] of Object.entries(shard))
        for (const row of rows) {
          const [, name, , ...others] = row;
          for (const one of name ? [name, ...others] : [])
            expect(files.get(nameFile(one))?.[ports]).toContainEqual(row);
        }
    }
  });
});
