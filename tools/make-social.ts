/**
 * Draws `public/social.png`, the picture that a link to this site shows elsewhere: the name's five blocks and the promise.
 * Run `node tools/make-social.ts` after a change of either, and commit the picture; 64 colours are enough for it.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureBrowser } from './browser.ts';

const root = new URL('../', import.meta.url);
const source = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Open Graph's usual size: 1.91 to 1. */
const SIZE = { width: 1200, height: 630 };

const words = source('src/site.ts');
const word = (name: string) => new RegExp(`${name} = '([^']+)'`).exec(words)?.[1] ?? missing(name);

const wordmark = source('src/components/site/Wordmark.astro');
const blocks = /<svg[\s\S]*<\/svg>/.exec(wordmark)?.[0] ?? missing('the wordmark');
const fills = /<style[^>]*>([\s\S]*)<\/style>/.exec(wordmark)?.[1] ?? missing('the wordmark’s colours');

const page = `<!doctype html>
<html lang="en" data-theme="light">
<style>
${source('src/styles/tokens.css')}
${fills}
body { margin: 0; height: 100vh; box-sizing: border-box; padding: 0 5rem; display: flex; flex-direction: column;
  justify-content: center; gap: 2.5rem; background: var(--background); color: var(--text); font-family: var(--sans); }
div { display: flex; align-items: center; gap: 2.5rem; font-size: 7.5rem; font-weight: 650; letter-spacing: -0.02em; }
.wordmark { width: auto; height: 7.5rem; }
p { margin: 0; font-size: 3.25rem; line-height: 1.3; text-wrap: balance; color: var(--text-quiet); }
</style>
<div>${blocks}${word('SITE_NAME')}</div>
<p>${word('SITE_PROMISE')}</p>`;

const path = fileURLToPath(new URL('public/social.png', root));
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROMIUM_ARGUMENTS });
const tab = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
await tab.setContent(page);
await tab.screenshot({ path });
await browser.close();
console.log(path);

function missing(what: string): never {
  throw new Error(`${what} is not where it was`);
}
