/** How long an article takes to read, where its author did not say. */

import type { CollectionEntry } from 'astro:content';

/** Adults read about 238 words of English non-fiction a minute (Brysbaert 2019); text with code and figures goes slower. */
const WORDS_PER_MINUTE = 200;

/** Returns the frontmatter's reading time, or derives one from the words of the article's text. */
export function readingTime({ data, body = '' }: Pick<CollectionEntry<'articles'>, 'data' | 'body'>): string {
  if (data.readingTime !== undefined) return data.readingTime;
  const text = body.replace(/^import .*$/gm, '').replace(/<[^>]*>/g, ' ');
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return `${Math.max(1, Math.round(words / WORDS_PER_MINUTE))} min read`;
}
