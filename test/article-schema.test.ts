import { expect, test } from 'vitest';
import { articleSchema } from '../src/article-schema.ts';

/** The frontmatter that the first article came with: every field must go on being accepted as it is. */
const frontmatter = {
  title: 'What Is the Difference Between a Port and a Socket?',
  excerpt: 'What they are and how they work together.',
  category: { name: 'Networking', slug: 'networking' },
  date: '2024-05-21',
  publishedAt: '2024-05-21T09:00:00Z',
  updatedAt: '2024-05-21T09:00:00Z',
  readingTime: '5 min read',
  author: { name: 'DevOps Daily Team', slug: 'devops-daily-team' },
  tags: ['Networking', 'TCP', 'Sockets', 'Ports', 'DevOps'],
};

test('the original frontmatter is accepted unchanged', () => {
  expect(articleSchema.parse(frontmatter)).toMatchObject({
    ...frontmatter,
    date: new Date('2024-05-21'),
    publishedAt: new Date('2024-05-21T09:00:00Z'),
    updatedAt: new Date('2024-05-21T09:00:00Z'),
  });
});

test('reading time, order, objectives and sources may be left out', () => {
  const { readingTime: _, ...rest } = frontmatter;
  expect(articleSchema.parse(rest)).toMatchObject({ objectives: [], sources: [] });
});

test.each([
  ['a date that is none', { date: 'yesterday' }, ['date']],
  ['a slug with blanks', { category: { name: 'Networking', slug: 'net working' } }, ['category', 'slug']],
  ['an empty title', { title: '' }, ['title']],
  ['a source without an address', { sources: [{ title: 'RFC 9293' }] }, ['sources', 0, 'url']],
])('%s is refused where it stands', (_name, change, path) => {
  expect(articleSchema.safeParse({ ...frontmatter, ...change }).error?.issues[0]?.path).toEqual(path);
});
