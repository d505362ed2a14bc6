/** The page's furniture, used as a reader would. */

import { expect, test } from './page.ts';

const article = '/learn/port-vs-socket/';

test('the theme is chosen, kept, and set before the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(article);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByLabel('Theme').selectOption('dark');
  const dark = await background();
  expect(dark).not.toBe(light);

  // Without the site's own scripts, only the first-paint script can have set it.
  await page.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto('/');
  expect(await background()).toBe(dark);
  await page.unroute('**/*.js');

  await page.goto(article);
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
  await page.getByLabel('Theme').selectOption('system');
  expect(await background()).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe(dark);
});

test('another tab follows the choice of theme', async ({ page, context }) => {
  await page.goto('/');
  const other = await context.newPage();
  await other.goto('/learn/');
  await other.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
});

test('the page works where storage is forbidden', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await page.goto(article);
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the skip link is the first stop and leads past the header', async ({ page }) => {
  await page.goto(article);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('the table of contents marks the section being read', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(article);
  const contents = page.getByRole('navigation', { name: 'On this page' });
  const links = contents.getByRole('link');
  const last = links.last();
  await last.click();
  await expect(last).toHaveAttribute('aria-current', 'true');
  await expect(contents.locator('[aria-current]')).toHaveCount(1);
});

test('the table of contents is folded on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(article);
  await expect(page.getByRole('navigation', { name: 'On this page' })).toBeHidden();
  await page.getByText('On this page').click();
  await expect(page.getByRole('navigation', { name: 'On this page' })).toBeVisible();
});

test('a path without a page answers 404 and shows the way back', async ({ page, faults }) => {
  const response = await page.goto('/no/such/page/');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  faults.length = 0; // Chromium logs the 404 itself
});

test('feed, sitemap and robots are there and name real pages', async ({ request }) => {
  const feed = await (await request.get('/rss.xml')).text();
  expect(feed).toContain('/learn/port-vs-socket/');
  const sitemap = await (await request.get('/sitemap-0.xml')).text();
  const paths = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location]) => new URL(location!).pathname);
  expect(paths).toContain('/learn/port-vs-socket/');
  for (const path of paths) expect((await request.get(path)).status()).toBe(200);
  expect(await (await request.get('/robots.txt')).text()).toContain('Sitemap:');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the article reads whole, and no control stands there that does nothing', async ({ page }) => {
    await page.goto(article);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'On this page' })).toBeVisible();
    await expect(page.locator('theme-switch')).toBeHidden();
  });
});

test('on paper, the text and the sources’ addresses stay, and what only a screen can do goes', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto(article);
  for (const gone of ['.site-header nav', 'theme-switch', 'table-of-contents', '.skip', 'checkpoint-quiz button']) {
    await expect(page.locator(gone).first()).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const source = page.locator('.article footer li a').first();
  expect(await source.evaluate((link) => getComputedStyle(link, '::after').content)).toContain('https://');
});
