/** What each page of the built site costs on its way to the reader, against the budget. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureBrowser } from '../tools/browser.ts';
import { readThrough } from '../tools/read-through.ts';
import { serve } from '../tools/serve.ts';

/** Ten TCP segments of 1,460 bytes: what a server sends before the first acknowledgement (RFC 6928). */
const FIRST_FLIGHT = 14_600;
const ALL_SCRIPTS = 12 * 1024;
const REQUESTS = 8;
/**
 * The full-size lens fetches what reads listings while the page rests, so that it works once the network is cut:
 * its scripts and the worker have a budget of their own, and none of them is needed for the first paint.
 */
const LENS = { path: '/lens/', scripts: 96 * 1024, requests: 20 };

interface PageCost {
  path: string;
  /** brotli bytes of the HTML and of every stylesheet that blocks the first paint */
  firstFlight: number;
  /** brotli bytes of every script that the page loads, read to its end */
  scripts: number;
  /** the same, after every field of the page was reached too: parsers come with the first use (no budget) */
  scriptsWhenUsed: number;
  /** before the reader does anything */
  requestsAtLoad: number;
  /** after scrolling to the end */
  requestsInAll: number;
  thirdParty: number;
}

/** Loads each page in Chromium with an empty cache, reads it to its end, and prints what it cost. */
export async function benchPages(): Promise<boolean> {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const server = await serve(dist, { host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROMIUM_ARGUMENTS });
  const costs: PageCost[] = [];
  for (const file of globSync('**/*.html', { cwd: dist }).sort()) {
    const context = await browser.newContext();
    costs.push(await cost(await context.newPage(), server.address, file, dist));
    await context.close();
  }
  await browser.close();
  await server.close();
  console.log(
    `Pages (brotli bytes; budget: first flight ${FIRST_FLIGHT}, scripts ${ALL_SCRIPTS}, requests ${REQUESTS}; of ${LENS.path} scripts ${LENS.scripts}, requests ${LENS.requests})`,
  );
  console.table(Object.fromEntries(costs.map(row)));
  return costs.every(within);
}

async function cost(page: Page, address: string, file: string, dist: string): Promise<PageCost> {
  const path = `/${file.replace(/index\.html$/, '')}`;
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(new URL(path, address).href, { waitUntil: 'networkidle' });
  const requestsAtLoad = requests.length;
  const stylesheets = await page.$$eval('link[rel=stylesheet]', (links) =>
    (links as HTMLLinkElement[]).filter(({ media }) => matchMedia(media || 'all').matches).map(({ href }) => href),
  );
  await readThrough(page);
  const own = (url: string) => join(dist, new URL(url).pathname);
  const read = [...requests];
  for (const field of await page.locator('textarea, input:not([type=radio], [type=checkbox])').all())
    await field.focus();
  await page.waitForLoadState('networkidle');
  const scripts = (urls: string[]) => urls.filter((url) => url.endsWith('.js')).map((url) => compressed(own(url)));
  return {
    path,
    firstFlight: [join(dist, file), ...stylesheets.map(own)].map(compressed).reduce(sum, 0),
    scripts: scripts(read).reduce(sum, 0),
    scriptsWhenUsed: scripts(requests).reduce(sum, 0),
    requestsAtLoad,
    requestsInAll: read.length,
    thirdParty: requests.filter((url) => !url.startsWith(address)).length,
  };
}

function row(cost: PageCost) {
  const { path, ...rest } = cost;
  return [path, { ...rest, within: within(cost) }] as const;
}

function within({ path, firstFlight, scripts, requestsInAll, thirdParty }: PageCost): boolean {
  const most = path === LENS.path ? LENS : { scripts: ALL_SCRIPTS, requests: REQUESTS };
  return firstFlight <= FIRST_FLIGHT && scripts <= most.scripts && requestsInAll <= most.requests && thirdParty === 0;
}

function compressed(file: string): number {
  return brotliCompressSync(readFileSync(file)).length;
}

function sum(one: number, other: number): number {
  return one + other;
}
