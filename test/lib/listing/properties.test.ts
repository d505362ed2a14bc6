/** What holds for every text: nothing throws, each line is accounted for, no socket is invented, and the work is linear. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { plainText } from '../../../src/lib/listing/clean.ts';
import type { Format, Reader } from '../../../src/lib/listing/format.ts';
import { FORMATS, formatsThatBegin } from '../../../src/lib/listing/formats.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { Socket } from '../../../src/lib/socket.ts';

const FOLDER = new URL('../../fixtures/', import.meta.url);

const fixtures = FORMATS.flatMap(({ id }) =>
  readdirSync(new URL(`${id}/`, FOLDER))
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({ name: `${id}/${file}`, text: readFileSync(new URL(`${id}/${file}`, FOLDER), 'utf8') })),
);
const texts = fixtures.map(({ text }) => text);
const rows = texts.flatMap(linesOf);

/** The lines of a text, as a reader counts them. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Changes each line and keeps what ends it. */
function eachLine(text: string, change: (line: string) => string): string {
  return text.replace(
    /([^\r\n]*)(\r\n|\r|\n|(?<=[^\r\n])$)/g,
    (_whole, line: string, end: string) => change(line) + end,
  );
}

/** Holds a listing to its text. */
function expectAccount(text: string): void {
  const { lines, sockets, format } = parseListing(text);
  const pasted = linesOf(text);
  expect(lines.map(({ line }) => line)).toEqual(pasted.map((_, at) => at + 1));
  for (const { kind, reason } of lines) if (kind === 'skipped') expect(reason).toBeTruthy();
  expect(format === null).toBe(lines.every(({ kind }) => kind !== 'socket' && kind !== 'header'));

  // A line may tell of several sockets, never of none; each socket has precisely one line that told of it.
  const told = lines.filter(({ kind }) => kind === 'socket').map(({ line }) => line);
  const tellers = sockets.map((socket) => told.filter((line) => isWithin(line, socket)));
  for (const lines of tellers) expect(lines).toHaveLength(1);
  const order = tellers.map(([line]) => line!);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect([...new Set(order)]).toEqual(told);

  for (const socket of sockets) {
    const own = pasted.slice(socket.line - 1, socket.line - 1 + socket.lines);
    expect(linesOf(`${socket.raw}\n`)).toEqual(own);
    expect(text).toContain(socket.raw);
    for (const port of [socket.local?.port, socket.remote?.port]) {
      if (typeof port === 'number') expect(Number.isInteger(port) && port >= 0 && port <= 65535).toBe(true);
    }
  }
  for (const { line, kind } of lines) {
    if (kind === 'detail') expect(sockets.some((socket) => isWithin(line, socket))).toBe(true);
  }
}

function isWithin(line: number, socket: Socket): boolean {
  return line >= socket.line && line < socket.line + socket.lines;
}

const odd = fc.constantFrom(
  ...['\r', '\n', '\r\n', '\t', '\u001b[1m', '\u001b]', '> ', '12:', '```\n', '\ufeff', ' [', ']', ':', '.', '*', '-'],
  ...['\u0000', '💥', '\ud800', '(', ')', '"', '/', '%', ',', '=', '0', '|', '->'],
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '');
const someRows = fc.array(fc.constantFrom(...rows), { maxLength: 40 });

/** Rows with something cut out and something put in, on one another. */
const spoiled = fc
  .array(
    fc.tuple(
      fc.constantFrom(...rows),
      fc.nat(120),
      fc.nat(60),
      fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 12 })),
      lineEnd,
    ),
    { maxLength: 30 },
  )
  .map((pieces) =>
    pieces
      .map(([row, at, cut, put, end]) => row.slice(0, at) + put + row.slice(at + (cut % 7 === 0 ? cut : 0)) + end)
      .join(''),
  );

/** A whole fixture after each accident that a listing meets on its way to the clipboard. */
const ACCIDENTS: Record<string, (text: string, other: string, at: number) => string> = {
  'cut at the front': (text, _other, at) => text.slice(at % (text.length + 1)),
  'cut at the end': (text, _other, at) => text.slice(0, at % (text.length + 1)),
  'cut in the middle': (text, _other, at) => text.slice(0, at % 997) + text.slice((at % 997) + (at % 89)),
  'without some line ends': (text, _other, at) =>
    text.replace(/\n/g, (end, place) => (place % 3 === at % 3 ? '' : end)),
  'without any line ends': (text) => text.replace(/\r?\n/g, ' '),
  'with wrapped lines': (text, _other, at) => text.replace(new RegExp(`.{${20 + (at % 100)}}`, 'g'), '$&\n'),
  'lines turned round': (text) => linesOf(text).reverse().join('\n'),
  'lines sorted': (text) => linesOf(text).sort().join('\n'),
  'each line doubled': (text) => text.replace(/^.*$/gm, '$&\n$&'),
  'between the lines of another': (text, other) => interleaved(linesOf(text), linesOf(other)).join('\n'),
  'beside another': (text, other) => sideBySide(linesOf(text), linesOf(other)).join('\n'),
  'UTF-16 read as Latin-1': (text) => `ÿþ${text.replace(/[\s\S]/g, '$&\u0000')}`,
  'UTF-16 read as Latin-1, the other way round': (text) => `þÿ${text.replace(/[\s\S]/g, '\u0000$&')}`,
  'UTF-16 read with its bytes exchanged': (text) =>
    Array.from(text, (character) => String.fromCharCode((character.charCodeAt(0) & 255) << 8)).join(''),
  'UTF-8 read as Latin-1': (text) => Buffer.from(text, 'utf8').toString('latin1'),
  'tabs for blanks': (text) => text.replace(/ {2,}/g, '\t'),
  'no blanks': (text) => text.replace(/ +/g, ''),
  'in capitals': (text) => text.toUpperCase(),
  'as a table of Markdown': (text) => text.replace(/^.*$/gm, (line) => `| ${line.trim().replace(/ +/g, ' | ')} |`),
  'as HTML': (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/^.*$/gm, '<td>$&</td>'),
  'as a string of JSON': (text) => JSON.stringify(text),
  'quoted twice': (text) => eachLine(text, (line) => `> > ${line}`),
  'behind the time and the host of a log': (text) => eachLine(text, (line) => `Nov 12 10:00:00 web app[812]: ${line}`),
  'with colours': (text) => text.replace(/\S+/g, (word, at) => (at % 3 === 0 ? `\u001b[31m${word}\u001b[0m` : word)),
};

function interleaved(one: string[], other: string[]): string[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, at) => [one[at] ?? '', other[at] ?? '']).flat();
}

function sideBySide(one: string[], other: string[]): string[] {
  return one.map((line, at) => `${line} ${other[at] ?? ''}`);
}

describe('each line is accounted for once, whatever the text', () => {
  test.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 400 })],
    ['any lines of the fixtures', fc.tuple(someRows, lineEnd).map(([lines, end]) => lines.join(end))],
    ['spoiled lines of the fixtures', spoiled],
  ])('%s', (_name, any) => fc.assert(fc.property(any, expectAccount), { numRuns: 400 }));

  test.each(Object.entries(ACCIDENTS))('a fixture %s', (_name, accident) =>
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.nat(10_000), (text, other, at) =>
        expectAccount(accident(text, other, at)),
      ),
      { numRuns: 60 },
    ),
  );

  test.each(fixtures)('$name', ({ text }) => expectAccount(text));
});

describe('what does not change a listing', () => {
  const CHANGES: Record<string, (text: string) => string> = {
    CRLF: (text) => text.replace(/\r?\n/g, '\r\n'),
    'a BOM': (text) => `\ufeff${text}`,
    'blanks at the ends of lines': (text) => eachLine(text, (line) => `${line}   `),
    'a quoting mark': (text) => eachLine(text, (line) => `> ${line}`),
    'colours round each line': (text) => eachLine(text, (line) => `\u001b[32m${line}\u001b[0m`),
    'no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  };
  const changed = fixtures.flatMap(({ name, text }) => Object.keys(CHANGES).map((change) => ({ name, text, change })));
  test.each(changed)('$name with $change', ({ text, change }) =>
    expect(meaning(CHANGES[change]!(text))).toEqual(meaning(text)),
  );

  test('a listing before it, with a prompt between them', () =>
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), (one, other) => {
        const before = `${one.trimEnd()}\n$\n`;
        const shift = linesOf(before).length;
        const both = parseListing(before + other);
        const first = parseListing(one).sockets.length;
        expect(both.sockets.slice(first)).toEqual(
          parseListing(other).sockets.map((socket) => ({ ...socket, line: socket.line + shift })),
        );
      }),
    ));
});

/** The sockets of a text, without how they were written. */
function meaning(text: string): Omit<Socket, 'raw'>[] {
  return parseListing(text).sockets.map(({ raw, ...socket }) => socket);
}

describe('no socket is invented', () => {
  const word = fc.constantFrom(
    ...'the a this server client socket port listener connection process kernel browser address'.split(' '),
    ...'waits opens closes is was and or but with on for from to of by in at that which'.split(' '),
    ...'TCP UDP tcp udp tcp4 tcp6 udp6 unix raw LISTEN ESTABLISHED TIME_WAIT LISTENING Proto State'.split(' '),
    ...'netstat ss lsof docker nmap inet 0 1 2 22 80 443 8080 65535 4711 0x0a pid=812 users'.split(' '),
    ...'127.0.0.1 0.0.0.0 192.0.2.10 ::1 [::1] 2001:db8::1 localhost nginx sshd systemd * - --'.split(' '),
  );
  /** People name one endpoint at a time; two beside one another after a protocol are a row. */
  const endpoint = fc.constantFrom(
    '127.0.0.1:8080',
    '[::1]:443',
    '*:22',
    ':::80',
    '192.0.2.10.51734',
    'localhost:http',
    '',
  );
  const words = fc.array(word, { minLength: 1, maxLength: 8 });
  const sentence = fc
    .tuple(
      fc.constantFrom('', '- ', '* ', '1. ', '> ', 'Note: ', '# ', '  '),
      words,
      endpoint,
      words,
      fc.constantFrom('.', ',', ':', '?', '!', ';', ''),
    )
    .map(([before, first, named, last, end]) => before + [...first, named, ...last].filter(Boolean).join(' ') + end);
  const prose = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((sentences) => sentences.join('\n'));

  test('from prose about sockets', () =>
    fc.assert(
      fc.property(prose, (text) => {
        expect(parseListing(text).sockets).toEqual([]);
      }),
      { numRuns: 2000 },
    ));

  test('from prose around a listing', () =>
    fc.assert(
      fc.property(prose, fc.constantFrom(...texts), prose, (before, text, after) => {
        const first = linesOf(before).length;
        const last = first + linesOf(text).length;
        const { sockets } = parseListing(`${before}\n${text.trimEnd()}\n${after}`);
        // "Note: …" right under a list of properties is one more of them, but begins no socket.
        for (const { line } of sockets) expect(line > first && line <= last).toBe(true);
        expect(sockets.length).toBeLessThanOrEqual(parseListing(text).sockets.length);
      }),
      { numRuns: 500 },
    ));
});

describe('formats', () => {
  const line = fc.oneof(
    fc.constantFrom(...rows),
    spoiled.map((text) => linesOf(text)[0] ?? ''),
  );
  test.each(FORMATS.map((format) => ({ id: format.id, format })))(
    '$id is asked about every line that it knows',
    ({ format }) =>
      fc.assert(
        fc.property(line, (row) => {
          const text = plainText(row);
          if (format.recognise(text) > 0) expect(formatsThatBegin(text)).toContain(format);
        }),
        { numRuns: 500 },
      ),
  );

  const readers = FORMATS.filter((format) => format.reader().readWithin !== undefined);
  test.each(readers.map((format) => ({ id: format.id, format })))(
    '$id reads a line in a text as it reads it alone',
    ({ format }) =>
      fc.assert(
        fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom(...rows), (lines, other) => {
          const alone = begun(format);
          const within = begun(format);
          for (const row of lines) {
            const text = plainText(row);
            const read = within.readWithin!(
              `${other}\n${text}\n${other}`,
              other.length + 1,
              other.length + 1 + text.length,
              () => '',
            );
            expect(read).toEqual(alone.read(text, () => ''));
          }
        }),
        { numRuns: 500 },
      ),
  );

  function begun(format: Format): Reader {
    const reader = format.reader();
    reader.begin('');
    return reader;
  }
});

describe('the work grows with the text alone', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Counts the characters that are shown to formats, each as often as it is shown. */
  function shown(text: string): number {
    let count = 0;
    for (const format of FORMATS) {
      const { recognise, reader } = format;
      vi.spyOn(format, 'recognise').mockImplementation((line) => {
        count += line.length + 1;
        return recognise.call(format, line);
      });
      vi.spyOn(format, 'reader').mockImplementation(() =>
        counting(reader.call(format), (characters) => (count += characters + 1)),
      );
    }
    parseListing(text);
    vi.restoreAllMocks();
    return count;
  }

  function counting(reader: Reader, count: (characters: number) => void): Reader {
    const counted = (peek: (ahead: number) => string) => (ahead: number) => {
      const line = peek(ahead);
      count(line.length);
      return line;
    };
    return {
      get os() {
        return reader.os;
      },
      begin: (command) => reader.begin(command),
      read(text, peek) {
        count(text.length);
        return reader.read(text, counted(peek));
      },
      ...(reader.readWithin && {
        readWithin(text, start, end, peek) {
          count(end - start);
          return reader.readWithin!(text, start, end, counted(peek));
        },
      }),
      blank: () => reader.blank?.(),
      close: () => reader.close?.(),
    };
  }

  const HOSTILE: Record<string, string> = {
    'empty lines': '\n',
    'lines of blanks': '    \n',
    prose: 'The server waits for connections on a port.\n',
    'quoted prose': '> > > the server waits\n',
    numbers: '12 34 56\n',
    'Windows components without their program':
      '  TCP    192.0.2.10:51734  203.0.113.80:443  ESTABLISHED  6208\n'.concat('  RpcSs\n'.repeat(40)),
    'words of one letter': 'a\n',
    brackets: '[\n',
    'rows cut before their end': 'tcp        0      0 0.0.0.0:22\n',
    prompts: '$ netstat -an\n',
    fences: '```\n',
    'lone returns': '\r',
    escapes: '\u001b[31m\n',
  };
  test.each([
    ...Object.entries(HOSTILE).map(([name, text]) => ({ name, text })),
    ...fixtures.map(({ name, text }) => ({ name, text: `${text.trimEnd()}\n` })),
  ])('$name', ({ text }) => {
    const once = text.repeat(Math.ceil(2000 / text.length));
    const [ten, forty] = [shown(once.repeat(10)), shown(once.repeat(40))];
    expect(forty).toBeLessThan(4.4 * ten + 1000);
    // A line is shown to its own format, to each other one, and again under each quoting mark: never more often.
    expect(forty).toBeLessThan(40 * once.length * 8 * (FORMATS.length + 2));
  });

  test('a line is shown to few formats, on the average over what it may begin with', () => {
    const beginnings = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
    const lines = beginnings.map((character) => `${character} is how this line of no format begins\n`.repeat(20));
    const text = lines.join('');
    // Each line is shown at most twice: as it is, and without what may be a quoting mark or a number.
    expect(shown(text)).toBeLessThan((text.length * 2 * FORMATS.length) / 2);
  });
});
