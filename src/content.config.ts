/** The collections under src/content; a file that does not fit its schema fails the build. */

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { articleSchema } from './article-schema.ts';
import { quizSchema } from './lib/quiz/schema.ts';
import { quizLoader } from './quiz-loader.ts';

const articles = defineCollection({
  loader: glob({ base: './src/content/articles', pattern: '*.mdx' }),
  schema: articleSchema,
});

/** The loader has checked each file against this schema; here it gives the entries their type. */
const quizzes = defineCollection({ loader: quizLoader('src/content/quizzes/'), schema: quizSchema() });

export const collections = { articles, quizzes };
