import { expect, type Page, test } from './page.ts';

const ROW = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox';

test.beforeEach(async ({ page }) => {
  await page.goto('/learn/port-vs-socket/');
  await page.locator('listing-lens').scrollIntoViewIfNeeded();
});

const lens = (page: Page) => page.locator('listing-lens').first();
const text = (page: Page) => lens(page).getByLabel('Output of netstat');
const rows = (page: Page) => lens(page).locator('tbody tr');
const status = (page: Page) => lens(page).getByRole('status');

test('shows a worked example before anything is touched, and reads an empty text as one', async ({ page }) => {
  await expect(rows(page).first()).toBeVisible();
  await expect(status(page)).toContainText(/\d+ lines: \d+ sockets/);
  await text(page).fill('');
  await expect(status(page)).toContainText('Nothing pasted yet.');
  await expect(lens(page).getByRole('table')).toBeHidden();
});

test('reads what is typed, and marks the five parts', async ({ page }) => {
  await text(page).fill(ROW);
  await expect(status(page)).toContainText('Linux, 1 socket. 1 line: 1 socket.');
  const row = rows(page);
  await expect(row).toHaveCount(1);
  for (const [part, value] of [
    ['protocol', 'tcp'],
    ['local-address', '192.0.2.10'],
    ['local-port', '51734'],
    ['remote-address', '203.0.113.80'],
    ['remote-port', '443'],
    ['state-open', 'ESTABLISHED'],
  ]) {
    await expect(row.locator(`.${part}`)).toHaveText(value!);
  }
  await expect(row.getByRole('cell').last()).toHaveText('firefox (812)');
});

test('reads a paste', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((row) => navigator.clipboard.writeText(`${row}\n${row}`), ROW);
  await text(page).fill('');
  await text(page).press('ControlOrMeta+v');
  await expect(status(page)).toContainText('2 lines: 2 sockets.');
});

test('lists each line that it did not understand, with its number and the reason', async ({ page }) => {
  await text(page).fill(`hello\n${ROW}\n${ROW.replace('192.0.2.10', '192.0.2.300')}`);
  await expect(status(page)).toContainText('3 lines: 1 socket, 2 not understood.');
  await expect(lens(page).getByRole('listitem')).toHaveText([
    'Line 1: not a line of a listing that is known here.',
    'Line 3: local address: found "192.0.2.300", expected an IP address, a host name, or *.',
  ]);
  await text(page).fill('hello');
  await expect(status(page)).toContainText('No socket was recognised in this text.');
});

test('has an example of each system, and gives the reader the own text back', async ({ page }) => {
  await text(page).fill(ROW);
  for (const system of ['Windows', 'macOS', 'Linux']) {
    await lens(page)
      .getByRole('button', { name: `${system} example` })
      .click();
    await expect(status(page)).toContainText(`, ${system}, `);
  }
  await lens(page).getByRole('button', { name: 'Back to your text' }).click();
  await expect(text(page)).toHaveValue(ROW);
  await expect(status(page)).toContainText('1 socket.');
});

test('shows the beginning of a huge listing, and says so', async ({ page }) => {
  await text(page).evaluate((area: HTMLTextAreaElement, row) => {
    area.value = `${row}\n`.repeat(30_000);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }, ROW);
  await expect(status(page)).toContainText('30,000 lines: 30,000 sockets.', { timeout: 20_000 });
  await expect(rows(page)).toHaveCount(200);
  await expect(lens(page)).toContainText('The first 200 of 30,000 sockets are shown; all were read.');
});

test('writes what was pasted as text, never as markup', async ({ page }) => {
  await text(page).fill(ROW.replace('firefox', '<img src=x>'));
  await expect(rows(page).getByRole('cell').last()).toHaveText('<img src=x> (812)');
  await expect(lens(page).locator('img')).toHaveCount(0);
});

test('fits a narrow window: only the table scrolls', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(rows(page).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const region = lens(page).getByRole('region', { name: 'Sockets' });
  expect(await region.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await region.focus();
  await expect(region).toBeFocused();
});

test('works without a script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto('/learn/port-vs-socket/');
  await expect(rows(page).first()).toBeVisible();
  await expect(status(page)).toContainText('netstat (Linux net-tools), Linux');
  await context.close();
});
