import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoaderContext } from 'astro/loaders';
import { expect, test } from 'vitest';
import { quizLoader } from '../src/quiz-loader.ts';

const FOLDER = 'quizzes/';

/** A site with two quizzes, and what the loader has stored from it. */
function site() {
  const root = mkdtempSync(join(tmpdir(), 'quiz-loader-'));
  mkdirSync(join(root, FOLDER));
  const source = new URL('../src/content/quizzes/port-vs-socket.yaml', import.meta.url);
  for (const name of ['sockets', 'ports']) cpSync(source, join(root, FOLDER, `${name}.yaml`));
  const stored = new Map<string, unknown>();
  const watched: ((event: string, path: string) => void)[] = [];
  const errors: string[] = [];
  const context = {
    config: { root: pathToFileURL(`${root}/`) },
    store: { clear: () => stored.clear(), set: (entry: { id: string }) => stored.set(entry.id, entry) },
    generateDigest: (text: string) => String(text.length),
    logger: { error: (message: string) => errors.push(message) },
    watcher: {
      add: () => undefined,
      on: (_event: string, listener: (event: string, path: string) => void) => watched.push(listener),
    },
  } as unknown as LoaderContext;
  const write = (name: string, text: string) => writeFileSync(join(root, FOLDER, name), text);
  const change = (path: string) => {
    for (const listener of watched) listener('change', join(root, path));
  };
  return { context, stored, errors, write, change, load: () => quizLoader(FOLDER).load(context) };
}

test('every quiz of the folder is loaded under its name', async () => {
  const { load, stored } = site();
  await load();
  expect([...stored.keys()]).toEqual(['ports', 'sockets']);
  expect(stored.get('ports')).toMatchObject({ filePath: 'quizzes/ports.yaml', data: { title: 'Port or socket?' } });
});

test('a wrong file stops the build, and every wrong place of every file is told', async () => {
  const { load, stored, write } = site();
  write('ports.yaml', 'title: Ports\nquestions: []\n');
  write('sockets.yaml', 'title: 443\n');
  await expect(load()).rejects.toThrow(
    [
      'A quiz does not fit its schema.',
      'quizzes/ports.yaml:2:12: a quiz has at least one question. Write one.',
      'quizzes/sockets.yaml:1:1: "questions" is no list of questions. Write a list, each with id, kind and prompt.',
      'quizzes/sockets.yaml:1:8: "title" is no text to YAML. Put it in quotes: "443".',
    ].join('\n'),
  );
  expect(stored.size).toBe(0);
});

test('while the site is written, a wrong file is told and the last right quizzes stay', async () => {
  const { load, stored, write, change, errors } = site();
  await load();
  write('ports.yaml', 'title: 443\n');
  change('quizzes/ports.yaml');
  await expect.poll(() => errors).toEqual([expect.stringContaining('quizzes/ports.yaml:1:8')]);
  expect(stored.size).toBe(2);
  change('articles/ports.mdx');
  expect(errors).toHaveLength(1);
});
