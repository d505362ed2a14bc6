/** Brings the quiz files into the site. A file that does not fit stops the build and says where and why. */

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { describeQuizProblem, readQuiz } from './lib/quiz/schema.ts';

/** Loads every `.yaml` file of a folder, given relative to the site's root and ending in a slash. */
export function quizLoader(folder: string): Loader {
  return {
    name: 'quizzes',
    async load(context) {
      await loadAll(folder, context);
      const directory = fileURLToPath(new URL(folder, context.config.root));
      context.watcher?.add(directory);
      context.watcher?.on('all', (_event, path) => {
        if (!path.startsWith(directory)) return;
        // While the site is being written, a wrong file is told and the last right ones stay.
        loadAll(folder, context).catch((error: unknown) => context.logger.error(String(error)));
      });
    },
  };
}

async function loadAll(folder: string, { config, store, generateDigest }: LoaderContext): Promise<void> {
  const names = (await readdir(new URL(folder, config.root))).filter((name) => name.endsWith('.yaml')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(new URL(folder + name, config.root), 'utf8')));
  const reports: string[] = [];
  const entries = names.flatMap((name, index) => {
    const text = texts[index]!;
    const filePath = folder + name;
    const read = readQuiz(text);
    if (!read.ok) reports.push(...read.problems.map((problem) => describeQuizProblem(filePath, problem)));
    return read.ok
      ? [{ id: name.replace(/\.yaml$/, ''), data: { ...read.quiz }, digest: generateDigest(text), filePath }]
      : [];
  });
  if (reports.length > 0) throw new Error(`A quiz does not fit its schema.\n${reports.join('\n')}`);
  store.clear();
  for (const entry of entries) store.set(entry);
}
