import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canRetry, lookupPort, openRegistry } from '../../../src/lib/index.ts';
import { countingRegistry, entries, files, PACKAGE_ROWS } from './registry.ts';

describe('a number', () => {
  test('of a service carried by three transports', async () => {
    expect(await entries(443)).toEqual([
      {
        port: 443,
        protocols: ['tcp', 'udp'],
        name: 'https',
        description: 'http protocol over TLS/SSL',
        range: 'system',
        status: 'assigned',
      },
      { port: 443, protocols: ['sctp'], name: 'https', description: 'HTTPS', range: 'system', status: 'assigned' },
    ]);
  });

  test('with several names of one service', async () => {
    const [first] = await entries(80);
    expect(first).toMatchObject({ name: 'http', otherNames: ['www', 'www-http'], protocols: ['tcp', 'udp'] });
  });

  test('with several services', async () => {
    expect((await entries('3478/udp')).map(({ name }) => name)).toEqual(['stun', 'turn', 'stun-behavior']);
    expect((await entries('465/tcp')).map(({ name }) => name)).toEqual(['submissions', 'urd']);
    expect((await entries('631/tcp')).map(({ name }) => name)).toEqual(['ipp', 'ipps']);
  });

  test('with a historic spelling', async () => {
    expect(await entries('210/tcp')).toMatchObject([{ name: 'z39-50', otherNames: ['z39.50'] }]);
  });

  test('whose services differ by transport', async () => {
    expect((await entries(514)).map(({ name, protocols }) => [name, protocols])).toEqual([
      ['shell', ['tcp']],
      ['syslog', ['udp']],
    ]);
    expect(await entries('514/udp')).toMatchObject([{ name: 'syslog', description: '' }]);
  });

  test.each([
    ['reserved', 0, { status: 'reserved', name: null, description: 'Reserved' }],
    ['reserved without transport', 51, { status: 'reserved', name: null, protocols: ['tcp', 'udp', 'sctp', 'dccp'] }],
    ['reserved in a block', 1015, { status: 'reserved', block: { first: 1011, last: 1020 } }],
    ['reserved at the end', 49151, { status: 'reserved', range: 'user' }],
    ['unassigned, as the registry says', 4, { status: 'unassigned', name: null, description: 'Unassigned' }],
    ['unassigned, without a row', 9999 + 500, { status: 'unassigned', name: null, range: 'user' }],
    ['de-registered', '2905/udp', { status: 'unassigned', description: 'De-registered' }],
    ['for private use', 24, { status: 'assigned', name: null, description: 'any private mail system' }],
    ['dynamic', 49152, { status: 'dynamic', name: null, range: 'dynamic' }],
    ['dynamic, the last', 65535, { status: 'dynamic', name: null, range: 'dynamic' }],
    ['a transport without a service', '443/dccp', { status: 'unassigned', protocols: ['dccp'] }],
    ['in a block of x11', 6001, { port: 6001, name: 'x11', block: { first: 6000, last: 6063 } }],
    ['in a block without transport', 27005, { port: 27005, name: 'flex-lm', protocols: [] }],
    ['in a block, asked with transport', '27005/udp', { port: 27005, name: 'flex-lm', protocols: [] }],
  ])('%s', async (_name, query, expected) => expect((await entries(query))[0]).toMatchObject(expected));

  test('assigned for one transport, reserved for another: the service comes first', async () => {
    expect((await entries(6379)).map(({ status }) => status)).toEqual(['assigned', 'reserved']);
    expect((await entries(270)).map(({ status }) => status)).toEqual(['assigned', 'reserved']);
  });
});

describe('a range', () => {
  test('that is one block', async () => {
    expect(await entries('6000-6063')).toMatchObject([{ port: 6000, name: 'x11', block: { first: 6000, last: 6063 } }]);
  });

  test('with gaps', async () => {
    expect(
      (await entries('6371-6382/tcp')).map(({ port, name, status, block }) => [port, name, status, block?.last]),
    ).toEqual([
      [6371, null, 'unassigned', 6378],
      [6379, 'redis', 'assigned', undefined],
      [6380, null, 'unassigned', 6381],
      [6382, 'metatude-mds', 'assigned', undefined],
    ]);
  });

  test('that nothing is assigned in', async () => {
    expect(await entries('10500-10600/sctp')).toMatchObject([
      { status: 'unassigned', block: { first: 10500, last: 10600 } },
    ]);
    expect(await entries('49152-65535')).toMatchObject([{ status: 'dynamic', block: { first: 49152, last: 65535 } }]);
  });

  test('too wide: says how far it may go', async () => {
    const { registry, reads } = countingRegistry();
    expect(await lookupPort('1-2000', registry)).toMatchObject({
      ok: false,
      problem: {
        found: 'the range 1-2000',
        expected: 'a range within 0-255',
        hint: 'Ask for a part of it, such as 1-255.',
      },
    });
    expect(reads).toEqual([]);
  });

  test('every number of it is spoken of', async () => {
    const ports = fc.integer({ min: 0, max: 65535 });
    const transports = fc.constantFrom('', '/tcp', '/udp', '/sctp', '/dccp');
    await fc.assert(
      fc.asyncProperty(ports, fc.nat({ max: 40 }), transports, async (first, more, transport) => {
        const last = Math.min(first + more, 65535);
        const result = await lookupPort(`${first}-${last}${transport}`, countingRegistry().registry);
        if (!result.ok) return;
        const spoken = new Set<number>();
        for (const { port, block } of result.value)
          for (let one = port; one <= (block?.last ?? port); one++) spoken.add(one);
        for (let port = first; port <= last; port++) expect(spoken.has(port)).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('a name', () => {
  test.each([
    ['https', 443, 'https'],
    ['HTTPS', 443, 'https'],
    ['ssh', 22, 'ssh'],
    ['postgresql', 5432, 'postgresql'],
    ['postgres', 5432, 'postgresql'],
    ['mysql', 3306, 'mysql'],
    ['http', 80, 'http'],
    ['www', 80, 'http'],
    ['www-http', 80, 'http'],
    ['x11', 6000, 'x11'],
    ['turn', 3478, 'turn'],
    ['stun', 3478, 'stun'],
    ['whois++', 63, 'whoispp'],
    ['ethernet/ip-1', 2222, 'EtherNet-IP-1'],
    ['submissions', 465, 'submissions'],
    ['syslog/udp', 514, 'syslog'],
  ])('%s', async (query, port, name) => expect((await entries(query))[0]).toMatchObject({ port, name }));

  test('whole names come before longer ones', async () => {
    expect((await entries('http/tcp')).slice(0, 4).map(({ name, port }) => [name, port])).toEqual([
      ['http', 80],
      ['https', 443],
      ['httpx', 4180],
      ['http-alt', 591],
    ]);
  });

  test('that the registry does not have gives an empty list', async () => {
    expect(await entries('nosuchservice')).toEqual([]);
    expect(await entries('https/dccp')).toEqual([]);
  });

  test('every name of the registry is found by itself', async () => {
    const { registry, reads } = countingRegistry();
    for (const [key, [name]] of Object.entries(PACKAGE_ROWS)) {
      if (!name) continue;
      const [port, protocol] = key.split('/');
      const result = await lookupPort(`${name}/${protocol}`, registry);
      expect(result.ok && result.value.some((entry) => entry.port === Number(port)), `${name} ${key}`).toBe(true);
    }
    expect(reads.length).toBeLessThanOrEqual(27);
  }, 60_000);
});

describe('reading', () => {
  test.each([['443'], ['6000-6063'], ['https'], ['h'], ['9pfs'], ['6667/udp'], ['4200-4299'], ['0'], ['49151']])(
    '%s takes one file',
    async (query) => {
      const { registry, reads } = countingRegistry();
      expect((await lookupPort(query, registry)).ok).toBe(true);
      expect(reads).toHaveLength(1);
    },
  );

  test.each([['50000'], ['49152-65535'], ['-1'], ['65536'], [''], ['1-60000']])('%j takes none', async (query) => {
    const { registry, reads } = countingRegistry();
    await lookupPort(query, registry);
    expect(reads).toEqual([]);
  });

  test('no lookup takes more than one file, and none rejects', async () => {
    const alphabet = fc.constantFrom(...' :/-.,0123456789xtcpudphsé😀');
    const queries = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: alphabet }),
      fc.double(),
      fc.integer({ min: -9, max: 70000 }),
    );
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const { registry, reads } = countingRegistry();
        const result = await lookupPort(query, registry);
        expect(reads.length).toBeLessThanOrEqual(1);
        if (!result.ok) expect(canRetry(result.problem)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('a file is read once, even when asked for twice at the same time', async () => {
    const { registry, reads } = countingRegistry();
    await Promise.all([lookupPort(443, registry), lookupPort(444, registry)]);
    await lookupPort(445, registry);
    expect(reads).toEqual(['port-256.json']);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'throws',
      () => {
        throw new Error('no disk');
      },
    ],
    ['gives nothing', async () => undefined],
    ['gives null', async () => null],
    ['gives text', async () => '<!doctype html>'],
    ['gives a list', async () => []],
    ['gives rows of another form', async () => ({ 443: [['tcp', 'https']] })],
    ['gives rows of other things', async () => ({ 443: [[6, 'https', '']] })],
    ['gives no rows', async () => ({ 443: 'https' })],
  ])('a read that %s is a problem that can be tried again, and then answers', async (_name, broken) => {
    let works = false;
    const registry = openRegistry((file) => (works ? Promise.resolve(files.get(file)) : broken()));
    for (const query of ['443', 'ssh']) {
      works = false;
      const failed = await lookupPort(query, registry);
      expect(failed).toMatchObject({ ok: false, problem: { retry: true, hint: expect.stringContaining('Try again') } });
      expect(!failed.ok && canRetry(failed.problem)).toBe(true);
      works = true;
      expect(await lookupPort(query, registry)).toMatchObject({ ok: true });
    }
  });
});
