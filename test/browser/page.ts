/** Playwright's test with what every page of this site must keep: no error, no policy violation, no third party. */

import { test as base, expect, type Page } from '@playwright/test';

export { expect, type Page };

export const test = base.extend<{ faults: string[]; watched: undefined }>({
  /** What went wrong in the page so far; a test that provokes a fault on purpose empties it. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
  faults: async ({}, use) => use([]),
  watched: [
    async ({ page, baseURL, faults }, use) => {
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL!)) faults.push(`third-party request: ${request.url()}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
