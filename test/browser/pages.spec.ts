/** What must hold on every page of the built site, in light and dark, wide and narrow. */

import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { readThrough } from '../../tools/read-through.ts';
import { expect, test } from './page.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const pages = globSync('**/*.html', { cwd: dist })
  .map((file) => `/${file.replace(/index\.html$/, '')}`)
  .sort();

test('the site has pages', () => expect(pages.length).toBeGreaterThan(3));

for (const path of pages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} is accessible in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await readThrough(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    });
  }

  test(`${path} fits 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    await readThrough(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test(`${path} has the head that search engines and readers of feeds need`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveTitle(/Fivetuple/);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /\S/);
    await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', /\S/);
    await expect(page.locator('link[rel=canonical], meta[name=robots][content=noindex]')).toHaveCount(1);
    const policy = await page.locator('meta[http-equiv=content-security-policy]').getAttribute('content');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });
}
