import { getCollection } from 'astro:content';
import rss from '@astrojs/rss';
import type { APIContext } from 'astro';
import { articlePath, inCourseOrder, SITE_NAME, SITE_PROMISE } from '../site.ts';

export async function GET({ site }: APIContext) {
  const articles = inCourseOrder(await getCollection('articles'));
  return rss({
    title: SITE_NAME,
    description: SITE_PROMISE,
    site: site!,
    items: articles.map((article) => ({
      title: article.data.title,
      description: article.data.excerpt,
      link: articlePath(article),
      pubDate: article.data.publishedAt,
      categories: article.data.tags,
    })),
  });
}
