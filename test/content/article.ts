/** The first article's text, for tests that hold it to its claims. */

import { readFileSync } from 'node:fs';

/** The file without its frontmatter. */
export const articleBody = readFileSync(
  new URL('../../src/content/articles/port-vs-socket.mdx', import.meta.url),
  'utf8',
).replace(/^---\n[\s\S]*?\n---\n/, '');

/** What a reader reads in sentences: no code blocks, widgets, link targets or emphasis, blanks as one. */
export const articleText = articleBody
  .replace(/```[\s\S]*?```/g, ' ')
  .replace(/<[A-Z][^>]*\/>/g, ' ')
  .replace(/\]\([^)]*\)/g, ']')
  .replace(/[[\]`*]/g, '')
  .replace(/\s+/g, ' ');
