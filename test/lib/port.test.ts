import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EPHEMERAL_RANGES,
  HIGHEST_PORT,
  isEphemeral,
  type OS,
  PORT_RANGES,
  parsePort,
  portRange,
} from '../../src/lib/index.ts';

describe('parsePort', () => {
  test.each([
    ['0', 0],
    ['80', 80],
    ['00080', 80],
    ['65535', 65535],
  ])('%s', (text, port) => expect(parsePort(text)).toEqual({ ok: true, value: port }));

  test.each([
    ['65536', 1, 'port 65536', 'Did you mean 6553?'],
    ['70000', 1, 'port 70000', 'Did you mean 7000?'],
    ['0070000', 1, 'port 0070000', 'Did you mean 7000?'],
    [
      '123456789'.repeat(9000),
      1,
      'port 123456789123456789123456789123456789123456789123456789…',
      'Did you mean 12345?',
    ],
    ['', 1, 'nothing', 'A port is written in decimal digits only.'],
    ['80a', 3, '"80a"', 'A port is written in decimal digits only.'],
    ['-1', 1, '"-1"', 'A port is written in decimal digits only.'],
    ['8 0', 2, '"8 0"', 'A port is written in decimal digits only.'],
    ['0x50', 2, '"0x50"', 'A port is written in decimal digits only.'],
    ['٨٠', 1, '"٨٠"', 'A port is written in decimal digits only.'],
  ])('%j is refused', (text, column, found, hint) => {
    expect(parsePort(text)).toMatchObject({ ok: false, problem: { line: 1, column, found, hint } });
  });

  test('format and parse are the identity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: HIGHEST_PORT }),
        (port) => void expect(parsePort(String(port))).toEqual({ ok: true, value: port }),
      ),
    );
  });

  test('any text is answered with a port or a place in the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{1,400}$/)), (text) => {
        const result = parsePort(text);
        if (result.ok)
          expect(Number.isInteger(result.value) && result.value >= 0 && result.value <= HIGHEST_PORT).toBe(true);
        else expect(result.problem.column).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });
});

describe('ranges', () => {
  test.each([
    [0, 'system'],
    [1023, 'system'],
    [1024, 'user'],
    [49151, 'user'],
    [49152, 'dynamic'],
    [65535, 'dynamic'],
  ])('port %i is in the %s range', (port, range) => expect(portRange(port)).toBe(range));

  test('the three ranges cover every port once, and the table says the same as the function', () => {
    for (let port = 0; port <= HIGHEST_PORT; port++) {
      const rows = PORT_RANGES.filter(({ first, last }) => port >= first && port <= last);
      if (rows.length !== 1 || rows[0]!.range !== portRange(port)) expect.fail(`port ${port}`);
    }
    expect(PORT_RANGES.map(({ range }) => range)).toEqual(['system', 'user', 'dynamic']);
  });

  test.each(Object.keys(EPHEMERAL_RANGES) as OS[])('%s takes exactly its ephemeral range', (os) => {
    const { first, last, source } = EPHEMERAL_RANGES[os];
    expect(source).not.toBe('');
    expect([first - 1, first, last, last + 1].map((port) => isEphemeral(port, os))).toEqual([false, true, true, false]);
  });

  test('Linux has 28,232 ephemeral ports', () => {
    const { first, last } = EPHEMERAL_RANGES.linux;
    expect(last - first + 1).toBe(28232);
  });
});
