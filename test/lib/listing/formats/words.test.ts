import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Words } from '../../../../src/lib/listing/formats/words.ts';

const words = new Words<number>([
  ['Aktive Verbindungen', 1],
  ['ABHÖREN', 2],
  ['活动连接', 3],
  ['połączenia', 4],
]);

test.each([
  ['as it is', 'Aktive Verbindungen', 1],
  ['with other blanks and case', '  AKTIVE   verbindungen ', 1],
  ['decomposed', 'ABHO\u0308REN', 2],
  ['without its accent', 'abhoren', 2],
  ['without the stroke, which is no accent', 'polaczenia', 4],
  ['CP850 read as Windows-1252', 'ABH™REN', 2],
  ['CP850 read as ISO 8859-1', 'ABH\u0099REN', 2],
  ['UTF-8 read as Windows-1252', 'ABHÃ–REN', 2],
  ['letters that could not be written', 'ABH?REN', 2],
  ['UTF-8 that could not be written', 'ABH??REN', 2],
  ['another word', 'ABHIREN', undefined],
  ['a part of it', 'ABHÖRE', undefined],
  ['a word without Latin letters', '活动连接', 3],
  ['of which nothing is left when spoilt', '????', undefined],
  ['nothing', '', undefined],
])('%s', (_name, text, meaning) => expect(words.of(text)).toBe(meaning));

test.each([
  ['the beginning of a line', 'Aktive Verbindungen (Server)', 1],
  ['the whole line', 'ABH™REN', 2],
  ['not half a word', 'Aktive Verbindungenx', undefined],
])('at: %s', (_name, text, meaning) => expect(words.at(text)).toBe(meaning));

test('what was not put in does not come out', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abehinrtö?™ '), maxLength: 12 }), (text) => {
      const found = words.of(text);
      if (found !== undefined) expect(text.trim().replace(/[^a-z]+/g, '')).toMatch(/^(?:abhren|abhoren)$/);
    }),
  );
});
