/** What the frontmatter of an article must look like. */

import { z } from 'zod';

const named = z.object({
  name: z.string().min(1),
  slug: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
});

const source = z.object({ title: z.string().min(1), section: z.string().optional(), url: z.url() });

export const articleSchema = z.object({
  title: z.string().min(1),
  excerpt: z.string().min(1),
  category: named,
  date: z.coerce.date(),
  publishedAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  /** derived from the text where it is not given */
  readingTime: z.string().min(1).optional(),
  author: named,
  tags: z.array(z.string().min(1)).default([]),
  /** place in the course; previous and next follow it */
  order: z.number().int().positive().optional(),
  /** what a reader can do after reading, each completing "After this page you can" */
  objectives: z.array(z.string().min(1)).default([]),
  /** primary sources, in the order of the text */
  sources: z.array(source).default([]),
});
