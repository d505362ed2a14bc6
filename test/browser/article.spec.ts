/** The first article as a page: its parts, its code blocks, small screens, and what assistive technology finds. */

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.ts';

const ADDRESS = '/learn/port-vs-socket/';

test('objectives come first, sources last, and the table of contents leads to every section', async ({ page }) => {
  await page.goto(ADDRESS);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'What Is the Difference Between a Port and a Socket?',
  );
  expect(await page.locator('article header li').count()).toBeGreaterThanOrEqual(3);
  await expect(page.getByRole('heading', { level: 2 }).last()).toHaveText('Sources');
  for (const link of await page.locator('.contents nav a').all()) {
    const target = (await link.getAttribute('href'))!;
    await expect(page.locator(`h2${target}`)).toHaveText((await link.textContent())!);
  }
});

test('listings carry the colours of the tuple', async ({ page }) => {
  await page.goto(ADDRESS);
  const connection = page.locator('pre.code .line', { hasText: '192.0.2.10:56298->203.0.113.80:443' });
  await expect(connection.locator('.local-address')).toHaveText('192.0.2.10');
  await expect(connection.locator('.local-port')).toHaveText('56298');
  await expect(connection.locator('.remote-address')).toHaveText('203.0.113.80');
  await expect(connection.locator('.remote-port')).toHaveText('443');
  const colour = (part: string) => connection.locator(part).evaluate((element) => getComputedStyle(element).color);
  expect(await colour('.local-port')).not.toBe(await colour('.remote-port'));
});

for (const width of [320, 360, 768, 1280]) {
  test(`at ${width} px nothing but listings and tables scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(ADDRESS);
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths[0]).toBe(widths[1]);
  });
}

test('on a wide screen the text is 60 to 85 characters wide', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(ADDRESS);
  const characters = await page
    .locator('.text > p')
    .first()
    .evaluate((paragraph) => {
      const probe = document.createElement('span');
      probe.textContent = 'x'.repeat(100);
      probe.style.whiteSpace = 'nowrap';
      paragraph.append(probe);
      const each = probe.getBoundingClientRect().width / 100;
      probe.remove();
      return paragraph.clientWidth / each;
    });
  expect(characters).toBeGreaterThan(60);
  expect(characters).toBeLessThan(85);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to object to, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(ADDRESS);
    await page.locator('connection-flow').scrollIntoViewIfNeeded();
    await expect(page.locator('connection-flow')).toHaveAttribute('data-step');
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
