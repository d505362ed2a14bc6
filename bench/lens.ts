/** What the full-size lens does with a huge paste in Chromium: how soon rows stand there, and whether the page goes on. */

import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureBrowser } from '../tools/browser.ts';
import { serve } from '../tools/serve.ts';

const SIZES = [1000, 10_000, 100_000];

interface Seen {
  paste: number;
  firstRows: number;
  everything: number;
  frames: number;
  tasks: number[];
}

/** Pastes listings of several sizes and prints, in milliseconds, what the reader waits for. Figures, no budget. */
export async function benchLens(): Promise<void> {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const server = await serve(dist, { host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROMIUM_ARGUMENTS });
  const rows: Record<string, unknown>[] = [];
  for (const lines of SIZES) {
    const page = await browser.newPage();
    await page.goto(new URL('/lens/', server.address).href, { waitUntil: 'networkidle' });
    const { paste, firstRows, everything, frames, tasks } = await pasteLines(page, lines);
    rows.push({
      lines,
      'paste event, ms': Math.round(paste),
      'first rows, ms': Math.round(firstRows),
      'picture too, ms': Math.round(everything),
      'frames meanwhile': frames,
      'longest task, ms': Math.round(Math.max(0, ...tasks)) || 'under 50',
    });
    await page.close();
  }
  await browser.close();
  await server.close();
  console.log('Lens (pasted into the page in Chromium; a task of the page over 50 ms would be felt)');
  console.table(rows);
}

/** Makes the text first, so that making it is no part of what is measured. */
async function pasteLines(page: Page, lines: number): Promise<Seen> {
  await page.evaluate((count) => {
    const states = ['ESTABLISHED', 'TIME_WAIT  ', 'CLOSE_WAIT '];
    const text = Array.from({ length: count }, (_, index) => {
      const client = `198.51.${index % 200}.${index % 250}:${32768 + (index % 28232)}`;
      return `tcp        0      0 203.0.113.80:443        ${client.padEnd(23)} ${states[index % 3]} 812/nginx`;
    }).join('\n');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    Object.assign(window, { huge: new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }) });
  }, lines);
  await page.waitForTimeout(500);
  return page.evaluate(
    (caption) =>
      new Promise<Seen>((resolve) => {
        const seen: Seen = { paste: 0, firstRows: 0, everything: 0, frames: 0, tasks: [] };
        new PerformanceObserver((list) =>
          seen.tasks.push(...list.getEntries().map(({ duration }) => duration)),
        ).observe({
          type: 'longtask',
        });
        const before = document.querySelector('lens-page .drawing .mark');
        const start = performance.now();
        document.body.dispatchEvent((window as unknown as { huge: Event }).huge);
        seen.paste = performance.now() - start;
        const step = () => {
          seen.frames++;
          const passed = performance.now() - start;
          if (seen.firstRows === 0 && document.querySelector('lens-page .shown')!.textContent!.startsWith(caption)) {
            seen.firstRows = passed;
          }
          const drawn = document.querySelector('lens-page .drawing .mark');
          if (seen.firstRows > 0 && drawn !== null && drawn !== before) {
            seen.everything = passed;
            // Long tasks are told with a delay.
            setTimeout(() => resolve(seen), 200);
          } else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    lines.toLocaleString('en'),
  );
}
