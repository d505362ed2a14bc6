/** Reads a page in a browser as a person would: down to its end, so that everything that loads on sight has loaded. */

import type { Page } from '@playwright/test';

/** Scrolls to the end, screen by screen and each of them painted, waits until the network rests, and returns to the top. */
export async function readThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    for (let top = 0; top < document.documentElement.scrollHeight; top += window.innerHeight / 2) {
      window.scrollTo(0, top);
      await painted();
    }
  });
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => window.scrollTo(0, 0));
}
