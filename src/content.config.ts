/** The collections under src/content; a file that does not fit its schema fails the build. */

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { articleSchema } from './article-schema.ts';

const articles = defineCollection({
  loader: glob({ base: './src/content/articles', pattern: '*.mdx' }),
  schema: articleSchema,
});

export const collections = { articles };
