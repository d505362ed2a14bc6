/** The site's own facts: its name, its sections, and how a path is written under the base that it is served from. */

import type { CollectionEntry } from 'astro:content';

export const SITE_NAME = 'Fivetuple';
export const SITE_PROMISE = 'Ports and sockets, explained by pages that answer.';

/** The header's links, in order. */
export const SECTIONS = [
  { title: 'Learn', path: '/learn/' },
  { title: 'Lens', path: '/lens/' },
] as const;

/** Writes a path of this site under its base. @example at('/learn/') // '/docs/learn/' with the base /docs */
export function at(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
}

/** Where an article is read. */
export function articlePath(article: CollectionEntry<'articles'>): string {
  return at(`/learn/${article.id}/`);
}

/** In the order of the course; articles without a place come last, the newest first. */
export function inCourseOrder(articles: CollectionEntry<'articles'>[]): CollectionEntry<'articles'>[] {
  const place = (article: CollectionEntry<'articles'>) => article.data.order ?? Number.POSITIVE_INFINITY;
  return articles.toSorted(
    (one, other) => place(one) - place(other) || other.data.publishedAt.valueOf() - one.data.publishedAt.valueOf() || 0,
  );
}
