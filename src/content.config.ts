/** What the files under src/content must look like; a file that does not fit fails the build. */

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';

const named = z.object({ name: z.string().min(1), slug: z.string().regex(/^[a-z0-9-]+$/) });

const articles = defineCollection({
  loader: glob({ base: './src/content/articles', pattern: '*.mdx' }),
  schema: z.object({
    title: z.string().min(1),
    excerpt: z.string().min(1),
    category: named,
    date: z.coerce.date(),
    publishedAt: z.coerce.date(),
    updatedAt: z.coerce.date(),
    /** derived from the text where it is not given */
    readingTime: z.string().optional(),
    author: named,
    tags: z.array(z.string()).default([]),
    /** position in the course; previous and next follow it */
    order: z.number().int().positive().optional(),
    /** what a reader can do after reading, each completing "You can …" */
    objectives: z.array(z.string()).default([]),
    sources: z.array(z.object({ title: z.string(), section: z.string().optional(), url: z.url() })).default([]),
  }),
});

export const collections = { articles };
