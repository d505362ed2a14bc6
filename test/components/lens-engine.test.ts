/** The engine of the full-size lens, as the worker runs it. */

import { describe, expect, test } from 'vitest';
import { Engine, type ViewRequest } from '../../src/components/lens-page/engine.ts';
import { lineOf } from '../../src/components/lens-page/words.ts';
import { parseListing } from '../../src/lib/index.ts';

const row = (local: string, remote: string, state: string, process: string) =>
  `tcp        0      0 ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${process}`;

const FIRST = [
  row('0.0.0.0:22', '0.0.0.0:*', 'LISTEN', '33/sshd'),
  row('127.0.0.1:5432', '127.0.0.1:50000', 'ESTABLISHED', '50/postgres'),
  row('127.0.0.1:50000', '127.0.0.1:5432', 'ESTABLISHED', '51/psql'),
].join('\n');
const SECOND = `${row('0.0.0.0:80', '0.0.0.0:*', 'LISTEN', '60/nginx')}\r\nnonsense here\r\n`;

const ALL: ViewRequest = { text: '', chosen: {}, sort: 'line', descending: false, among: null };

async function engineOf(...contents: (string | Blob)[]): Promise<Engine> {
  const engine = new Engine();
  await engine.read(contents.map((content, index) => ({ name: `text ${index + 1}`, content })));
  return engine;
}

describe('reading', () => {
  test('sources are read one after another, and their lines run on', async () => {
    const engine = new Engine();
    const summary = await engine.read([
      { name: 'one.txt', content: FIRST },
      { name: 'two.txt', content: new Blob([SECOND]) },
    ]);
    expect(summary).toMatchObject({ sockets: 4, lines: 5, skipped: 1, os: 'linux' });
    expect(engine.rows(0, 9).map(({ cells }) => cells.at(-1))).toEqual(['1', '2', '3', '4']);
    expect(engine.detail(3)).toMatchObject({ line: 1, source: 'two.txt', raw: SECOND.split('\r\n')[0] });
    expect(engine.skipped(0, 9)).toMatchObject([{ line: 2, source: 'two.txt', text: 'nonsense here' }]);
  });

  test('a single source has no name to tell', async () => {
    const engine = await engineOf(FIRST);
    expect(engine.detail(0)).toMatchObject({ line: 1, source: null });
  });

  test('nothing is an empty listing', async () => {
    const engine = new Engine();
    expect(await engine.read([])).toMatchObject({ sockets: 0, lines: 0, skipped: 0, account: '' });
    expect(engine.findings()).toEqual([]);
    expect(engine.picture(960).marks).toEqual([]);
    expect(engine.detail(0)).toBeNull();
  });

  test('a file that cannot be read is named', async () => {
    const broken = { size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob;
    await expect(new Engine().read([{ name: 'folder', content: broken }])).rejects.toThrow('folder cannot be read');
  });

  test('progress goes from the first source to the last, and no further than the whole', async () => {
    const told: number[] = [];
    const engine = new Engine(({ done }) => told.push(done));
    await engine.read([FIRST, SECOND].map((content, index) => ({ name: `${index}`, content })));
    engine.findings();
    engine.picture(960);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('answers', () => {
  test('a view narrows and orders the rows that follow', async () => {
    const engine = await engineOf(FIRST);
    expect(engine.arrange({ ...ALL, text: '5432', sort: 'localPort', descending: true })).toMatchObject({
      shown: 2,
      total: 3,
    });
    expect(engine.rows(0, 9).map(({ index }) => index)).toEqual([2, 1]);
    expect([engine.place(1), engine.place(0)]).toEqual([1, -1]);
  });

  test('the sockets of a mark, a line, a port and a finding can be asked for', async () => {
    const engine = await engineOf(FIRST);
    const { marks, links } = engine.picture(960);
    const shown = (among: ViewRequest['among']) => engine.arrange({ ...ALL, among }).shown;
    expect(shown({ mark: marks.find(({ text }) => text === 'postgres')!.id })).toBe(1);
    expect(links.map((_, link) => shown({ link }))).toEqual(links.map(() => 1));
    expect(shown({ port: 5432 })).toBe(engine.port(5432).count);
    for (const [finding, { count }] of engine.findings().entries()) expect(shown({ finding })).toBe(count);
    expect(shown({ mark: 'none' })).toBe(0);
  });

  test('a socket knows the other end of its connection', async () => {
    const engine = await engineOf(FIRST);
    expect(engine.detail(1)?.pair?.index).toBe(2);
    expect(engine.detail(2)?.pair?.index).toBe(1);
    expect(engine.detail(0)?.pair).toBeNull();
  });

  test('a comparison tells what changed, in either order', async () => {
    const engine = await engineOf(FIRST);
    const later = FIRST.split('\n').slice(1).join('\n').replace('ESTABLISHED 50', 'CLOSE_WAIT  50');
    const after = await engine.compare([{ name: 'later', content: later }], 'after');
    expect(after).toMatchObject({ appeared: { count: 0 }, vanished: { count: 1 }, changed: { count: 1 } });
    expect(after.changed.lines[0]).toBe(
      'tcp 127.0.0.1:5432 → 127.0.0.1:50000 CLOSE-WAIT postgres (50), before ESTABLISHED postgres (50)',
    );
    const before = await engine.compare([{ name: 'earlier', content: later }], 'before');
    expect(before).toMatchObject({ appeared: { count: 1 }, vanished: { count: 0 }, changed: { count: 1 } });
  });

  test('what was read comes back as it was', async () => {
    const engine = await engineOf(FIRST, new Blob([SECOND]));
    expect(engine.texts().map(({ content }) => content)).toEqual([FIRST, SECOND]);
    expect(parseListing(engine.redacted()).sockets).toHaveLength(4);
  });
});

test.each([
  [row('0.0.0.0:22', '0.0.0.0:*', 'LISTEN', '33/sshd'), 'tcp 0.0.0.0:22 LISTEN sshd (33)'],
  [
    row('::1:22', '2001:db8::1:5', 'TIME_WAIT', '-').replace('tcp ', 'tcp6'),
    'tcp [::1]:22 → [2001:db8::1]:5 TIME-WAIT',
  ],
  [
    'unix  2      [ ACC ]     STREAM     LISTENING     20480    1/init               /run/control',
    'unix /run/control LISTENING init (1)',
  ],
])('one socket in one line: %s', (text, line) => {
  expect(lineOf(parseListing(text).sockets[0]!)).toBe(line);
});
