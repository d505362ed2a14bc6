import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/lib/listing/decode.ts';

const ROW = '  TCP    192.0.2.10:51734       203.0.113.80:443       HERGESTELLT     6208\r\n';

function utf16(text: string, endian: 'le' | 'be', mark = true): Uint8Array {
  const units = [...(mark ? '\ufeff' : ''), ...text].flatMap((letter) =>
    Array.from({ length: letter.length }, (_, unit) => letter.charCodeAt(unit)),
  );
  return new Uint8Array(units.flatMap((unit) => (endian === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

test.each([
  ['UTF-8', new TextEncoder().encode(`é${ROW}`), `é${ROW}`],
  ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${ROW}`), ROW],
  ['UTF-16LE as PowerShell writes it', utf16(ROW, 'le'), ROW],
  ['UTF-16BE', utf16(ROW, 'be'), ROW],
  ['UTF-16LE without a mark', utf16(ROW, 'le', false), ROW],
  ['UTF-16BE without a mark', utf16(ROW, 'be', false), ROW],
  ['Windows-1252', new Uint8Array([0x43, 0x6f, 0x6e, 0x65, 0x78, 0xe3, 0x6f]), 'Conexão'],
  ['nothing', new Uint8Array(), ''],
])('decodes %s', (_name, bytes, text) => expect(decodeText(bytes)).toBe(text));

test('text comes back from each encoding that has a mark', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff)), (points) => {
      // A lone surrogate is no text that an encoding could carry.
      const whole = String.fromCodePoint(...points).toWellFormed();
      expect(decodeText(utf16(whole, 'le'))).toBe(whole);
      expect(decodeText(utf16(whole, 'be'))).toBe(whole);
      expect(decodeText(new TextEncoder().encode(`\ufeff${whole}`))).toBe(whole);
    }),
  );
});

test('no bytes throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodeText(bytes) === 'string'));
});
