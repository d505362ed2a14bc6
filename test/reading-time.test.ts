import { expect, test } from 'vitest';
import { articleSchema } from '../src/article-schema.ts';
import { readingTime } from '../src/reading-time.ts';

const data = articleSchema.parse({
  title: 'Ports',
  excerpt: 'A number.',
  category: { name: 'Networking', slug: 'networking' },
  date: '2026-11-24',
  publishedAt: '2026-11-24',
  updatedAt: '2026-11-24',
  author: { name: 'The Fivetuple authors', slug: 'fivetuple-authors' },
});

test.each([
  ['nothing', '', '1 min read'],
  ['200 words', 'port '.repeat(200), '1 min read'],
  ['500 words', 'port '.repeat(500), '3 min read'],
  ['nor do imports', "import TupleParser from './TupleParser.astro';\n".repeat(200), '1 min read'],
  ['markup does not count', '<TupleParser example="TCP, 192.0.2.10" />\n'.repeat(900), '1 min read'],
])('%s', (_name, body, expected) => expect(readingTime({ data, body })).toBe(expected));

test('what the author says holds', () => {
  expect(readingTime({ data: { ...data, readingTime: '5 min read' }, body: '' })).toBe('5 min read');
});
