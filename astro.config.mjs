import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import listingGrammar from './src/syntax/listing.tmLanguage.json' with { type: 'json' };
import { markerTheme, stylesToClasses } from './src/syntax/theme.ts';
import { pagePolicy } from './tools/page-policy.ts';

export default defineConfig({
  site: process.env.SITE_URL ?? 'https://fivetuple.example',
  base: process.env.BASE_PATH ?? '/',
  trailingSlash: 'always',
  // White space as in HTML: a line break between words and links is a blank.
  compressHTML: true,
  integrations: [mdx(), sitemap(), pagePolicy()],
  markdown: {
    shikiConfig: {
      langs: [listingGrammar],
      theme: markerTheme,
      transformers: [stylesToClasses],
    },
  },
  // One round trip shows the page: the whole stylesheet fits the first flight. Scripts come after it, as files.
  build: { inlineStylesheets: 'always' },
  vite: { build: { assetsInlineLimit: 0 } },
  devToolbar: { enabled: false },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "form-action 'self'",
        "img-src 'self'",
        "manifest-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ],
    },
  },
});
