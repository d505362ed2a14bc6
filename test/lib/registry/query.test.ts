import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src/lib/registry/query.ts';

describe('a number', () => {
  test.each([
    ['a number', 443, 443, null],
    ['digits', '443', 443, null],
    ['zero', '0', 0, null],
    ['the highest', '65535', 65535, null],
    ['leading zeros', '00443', 443, null],
    ['blanks around it', ' \t443\n', 443, null],
    ['no-break spaces around it', '\u00a0443\u00a0', 443, null],
    ['transport after it', '443/tcp', 443, 'tcp'],
    ['transport before it', 'tcp/443', 443, 'tcp'],
    ['transport and a blank', 'UDP 53', 53, 'udp'],
    ['transport after a blank', '53 udp', 53, 'udp'],
    ['transport and a colon', 'sctp:2905', 2905, 'sctp'],
    ['blanks around the slash', '443 / tcp', 443, 'tcp'],
    ['DCCP', '5004/dccp', 5004, 'dccp'],
    ['a colon', ':443', 443, null],
    ['the word', 'port 443', 443, null],
    ['the word, a colon', 'Port: 443', 443, null],
    ['the word after the transport', 'tcp port 443', 443, 'tcp'],
    ['the transport after the word', 'port tcp/443', 443, 'tcp'],
    ['hexadecimal', '0x1bb', 443, null],
    ['hexadecimal in capitals', '0X1BB', 443, null],
    ['hexadecimal with transport', '0xffff/udp', 65535, 'udp'],
    ['full-width', '４４３／ｔｃｐ', 443, 'tcp'],
    ['Arabic', '٤٤٣', 443, null],
    ['Persian', '۴۴۳', 443, null],
    ['Devanagari', '४४३', 443, null],
    ['Bengali', '৪৪৩', 443, null],
    ['Thai', '๔๔๓', 443, null],
    ['Khmer', '៤៤៣', 443, null],
    ['N’Ko', '߄߄߃', 443, null],
    ['mathematical double-struck, outside the basic plane', '𝟜𝟜𝟛', 443, null],
    ['Adlam, outside the basic plane', '𞥔𞥔𞥓', 443, null],
  ])('%s', (_name, query, port, protocol) =>
    expect(parseQuery(query)).toEqual({ ok: true, value: { kind: 'ports', first: port, last: port, protocol } }),
  );

  test('every decimal digit of Unicode is read as its value', () => {
    const digits = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    expect(digits.length).toBeGreaterThan(600);
    // Rows of ten, in the order of the code points.
    for (const [index, digit] of digits.entries()) {
      const port = Number(`${index % 10}1`);
      expect(parseQuery(`${digit}1`), digit).toMatchObject({ ok: true, value: { first: port, last: port } });
    }
  });
});

describe('a range', () => {
  test.each([
    ['hyphen', '6000-6063', null],
    ['blanks', '6000 - 6063', null],
    ['en dash', '6000–6063', null],
    ['two dots', '6000..6063', null],
    ['the word', '6000 to 6063', null],
    ['"ports"', 'ports 6000-6063', null],
    ['transport', '6000-6063/tcp', 'tcp'],
    ['hexadecimal', '0x1770-0x17af', null],
  ])('%s', (_name, query, protocol) =>
    expect(parseQuery(query)).toEqual({ ok: true, value: { kind: 'ports', first: 6000, last: 6063, protocol } }),
  );
});

describe('a name', () => {
  test.each([
    ['https', 'https', null],
    ['SSH', 'ssh', null],
    ['  PostgreSQL ', 'postgresql', null],
    ['https/udp', 'https', 'udp'],
    ['udp/https', 'https', 'udp'],
    ['ｓｓｈ', 'ssh', null],
    ['whois++', 'whois++', null],
    ['sql*net', 'sql*net', null],
    ['cl/1', 'cl/1', null],
    ['914c/g', '914c/g', null],
    ['EtherNet/IP-1', 'ethernet/ip-1', null],
    ['novell-lu6.2', 'novell-lu6.2', null],
    ['sge_qmaster', 'sge_qmaster', null],
    ['3com-amp3', '3com-amp3', null],
    ['portgate-auth', 'portgate-auth', null],
    ['tcpmux', 'tcpmux', null],
  ])('%s', (query, name, protocol) =>
    expect(parseQuery(query)).toEqual({ ok: true, value: { kind: 'name', name, protocol } }),
  );
});

describe('what cannot be a port', () => {
  test.each([
    ['nothing', '', 1, 'such as 443'],
    ['blanks', '   ', 4, 'such as 443'],
    ['a sign', '-1', 1, 'no sign'],
    ['a minus sign', '−1', 1, 'no sign'],
    ['a sign after blanks', '  -1', 3, 'no sign'],
    ['one too many', '65536', 1, 'Did you mean 6553?'],
    ['one too many, after a word', 'port 65536', 6, 'Did you mean 6553?'],
    ['far too many', '99999999999', 1, 'Did you mean 9999?'],
    ['more than a number holds', '9'.repeat(400), 1, 'Did you mean 9999?'],
    ['hexadecimal out of range', '0x10000', 1, '0xffff'],
    ['a fraction', '4.5', 2, 'whole number'],
    ['two ports', '443,80', 4, 'one port at a time, such as 443'],
    ['two ports and a blank', '443, 80', 4, 'one port at a time, such as 443'],
    ['two ports, a blank alone', '22 80', 3, 'one port at a time, such as 22'],
    ['a range backwards', '6063-6000', 6, 'Did you mean 6000-6063?'],
    ['a range that ends too high', '6000-66000', 6, 'Did you mean 6600?'],
    ['a range that begins too high', '66000-66001', 1, 'Did you mean 6600?'],
    ['a range without end', '6000-', 5, 'each end'],
    ['an unfinished transport', '443/t', 4, 'a transport'],
    ['an unknown transport', '443/icmp', 4, 'a transport'],
    ['an endpoint', '192.0.2.10:443', 11, 'the port alone: 443'],
    ['an IPv6 endpoint', '[2001:db8::10]:443', 15, 'the port alone: 443'],
    ['a wildcard', '*:80', 2, 'the port alone: 80'],
    ['a host and port', 'localhost:8080', 10, 'the port alone: 8080'],
    ['an address of the web', 'https://web.example/', 6, 'such as https'],
    ['a pasted megabyte of slashes', `a${'/'.repeat(1_000_000)}b`, 1, 'such as 443'],
    ['a pasted megabyte of digits', '9'.repeat(1_000_000), 1, 'such as 443'],
    ['a pasted megabyte of blanks', `1${' '.repeat(1_000_000)}x`, 2, 'such as 443'],
    ['a sentence', 'what is 443?', 5, 'such as 443'],
    ['another alphabet', 'порт', 1, 'such as 443'],
    ['not a number', Number.NaN, 1, 'such as 443'],
    ['infinity', Number.POSITIVE_INFINITY, 1, 'such as 443'],
    ['a negative number', -1, 1, 'no sign'],
    ['a number with a fraction', 4.5, 2, 'whole number'],
    ['a number out of range', 65536, 1, 'such as 443'],
  ])('%s', (_name, query, column, hint) =>
    expect(parseQuery(query)).toMatchObject({
      ok: false,
      problem: { line: 1, column, hint: expect.stringContaining(hint) },
    }),
  );
});

test('no query throws, and a problem points into it', () => {
  const alphabet = fc.constantFrom(...' :/-.,0123456789xtcpudprange４٤é😀\u00a0');
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet }));
  fc.assert(
    fc.property(texts, (text) => {
      const result = parseQuery(text);
      if (result.ok) return;
      expect(result.problem.column).toBeGreaterThanOrEqual(1);
      expect(result.problem.column).toBeLessThanOrEqual(text.length + 1);
      expect(result.problem.found.length).toBeLessThanOrEqual(60);
    }),
    { numRuns: 2000 },
  );
}, 60_000);
