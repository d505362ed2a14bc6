import type { APIContext } from 'astro';
import { at } from '../site.ts';

export function GET({ site }: APIContext) {
  return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(at('/sitemap-index.xml'), site)}\n`);
}
