/** The tuple parser in the first article: readable without a script, answering with one. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from './page.ts';

const ARTICLE = '/learn/port-vs-socket/';
const SEED = 'TCP, 192.168.1.5, 51734, 93.184.216.34, 80';
const ROLES = ['protocol', 'local-address', 'local-port', 'remote-address', 'remote-port'];

function widget(page: Page) {
  const root = page.locator('tuple-parser').first();
  return {
    root,
    field: root.getByRole('textbox', { name: 'Socket tuple' }),
    status: root.getByRole('status'),
    mark: root.locator('mark'),
    parts: root.locator('dl'),
    notes: root.getByRole('listitem'),
    button: (name: string) => root.getByRole('button', { name, exact: true }),
    /** The five parts as they are shown, by the classes that colour them. */
    shown: () => Promise.all(ROLES.map((role) => root.locator(`dd.${role}`).textContent())),
  };
}

/** Waits until the element listens, so that what follows is answered. */
async function open(page: Page) {
  await page.goto(ARTICLE);
  const parser = widget(page);
  await parser.root.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => customElements.get('tuple-parser') !== undefined);
  return parser;
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the worked example is read in full', async ({ page }) => {
    await page.goto(ARTICLE);
    const { root, field, status, shown, parts } = widget(page);
    await expect(field).toHaveValue(SEED);
    await expect(status).toContainText('192.168.1.5 is probably the client');
    await expect(parts).toBeVisible();
    expect(await shown()).toEqual(['TCP', '192.168.1.5', '51734', '93.184.216.34', '80']);
    await expect(root.getByText('private: an internal network')).toBeVisible();
    await expect(root.getByRole('button')).toHaveCount(0);
  });
});

test('answers as the reader types, and drops the answer with the text', async ({ page }) => {
  const { field, status, shown, parts, mark, notes } = await open(page);
  await field.fill('udp [2001:DB8::10]:51734 -> [2001:db8:80::1]:443');
  await expect(status).toContainText('UDP datagrams between port 51734 of 2001:db8::10');
  expect(await shown()).toEqual(['UDP', '2001:db8::10', '51734', '2001:db8:80::1', '443']);
  await expect(mark).toHaveCount(0);
  await expect(notes).toHaveCount(0);
  await field.fill('');
  await expect(status).toHaveText(/^Nothing to read yet/);
  await expect(status).not.toHaveClass('problem');
  await expect(parts).toBeHidden();
});

test('marks the place of a problem, and recovers', async ({ page }) => {
  const { field, status, parts, mark, shown } = await open(page);
  await field.fill('TCP, 192.0.2.10, 70000, 203.0.113.80, 443');
  await expect(status).toHaveText(
    'Line 1, column 18: found port 70000, expected a port number from 0 to 65535 (RFC 9293: a 16-bit field). Did you mean 7000?',
  );
  await expect(status).toHaveClass('problem');
  await expect(mark).toHaveText('70000');
  await expect(parts).toBeHidden();
  await field.fill('TCP, 192.0.2.10, 7000, 203.0.113.80, 443');
  await expect(parts).toBeVisible();
  await expect(status).not.toHaveClass('problem');
  await expect(mark).toHaveCount(0);
  expect(await shown()).toEqual(['TCP', '192.0.2.10', '7000', '203.0.113.80', '443']);
});

test('a mark stands where the text ends too early', async ({ page }) => {
  const { field, status, mark } = await open(page);
  await field.fill('TCP, 192.0.2.10, 51734');
  await expect(status).toContainText('Line 1, column 23: found nothing more');
  await expect(mark).toHaveText('\u00a0\u00a0');
  await expect(mark).toBeVisible();
});

test('tells what was odd but readable, with its place', async ({ page }) => {
  const { field, notes, mark, parts } = await open(page);
  await field.fill('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\ntcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:*');
  await expect(notes).toHaveCount(2);
  await expect(notes.first()).toContainText('Line 1, column 29: found no remote side');
  await expect(notes.last()).toContainText('Only line 1 is read.');
  await expect(mark).toHaveText('0.0.0.0:*');
  await expect(parts).toBeVisible();
  await expect(field).toHaveValue('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\ntcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:*');
});

test('an example takes the place of the text, which comes back on request', async ({ page }) => {
  const { field, shown, button, status } = await open(page);
  const mine = 'TCP 10.0.0.5:5432 203.0.113.80:40000';
  await expect(button('Your text')).toBeHidden();
  await button('Arrow, IPv6').click();
  await expect(button('Your text')).toBeHidden();
  await field.fill(mine);
  for (const name of ['Firewall log', 'netstat', 'A mistake', 'Five parts']) await button(name).click();
  await expect(field).toHaveValue(SEED);
  await expect(status).toContainText('192.168.1.5 is probably the client');
  await button('Your text').click();
  await expect(field).toHaveValue(mine);
  await expect(field).toBeFocused();
  await expect(status).toContainText('203.0.113.80 is probably the client');
  expect(await shown()).toEqual(['TCP', '10.0.0.5', '5432', '203.0.113.80', '40000']);
  await expect(button('Your text')).toBeHidden();
});

test('every example says something', async ({ page }) => {
  const { root, button, status } = await open(page);
  for (const [name, says] of [
    ['Five parts', '93.184.216.34 (public)'],
    ['Arrow, IPv6', 'UDP datagrams'],
    ['netstat', 'listens on port 22 (ssh)'],
    ['Firewall log', '198.51.100.7 is probably the client'],
    ['A mistake', 'found port 70000'],
  ] as const) {
    await button(name).click();
    await expect(status).toContainText(says);
  }
  await expect(root.getByRole('button')).toHaveCount(5);
});

test('works by keyboard alone', async ({ page }) => {
  const { field, button, status } = await open(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('icmp 192.0.2.10 203.0.113.80');
  await expect(status).toHaveText(/^ICMP messages between 192\.0\.2\.10/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(button('Arrow, IPv6')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(status).toContainText('UDP datagrams');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect(field).toHaveValue(SEED);
});

test('who only reads does not fetch the parser', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  const { field } = await open(page);
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((path) => path.includes('answer'))).toEqual([]);
  await field.focus();
  await expect.poll(() => scripts.some((path) => path.includes('answer'))).toBe(true);
});

test('what was typed before the script came is kept and answered', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/tuple-parser[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(ARTICLE);
  const { field, status } = widget(page);
  await field.fill('TCP 10.0.0.5:5432 203.0.113.80:40000');
  release();
  await expect(status).toContainText('203.0.113.80 is probably the client');
  await expect(field).toHaveValue('TCP 10.0.0.5:5432 203.0.113.80:40000');
});

test('a long paste widens neither the page nor the answer', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { field, status, mark } = await open(page);
  await field.fill(`${'x'.repeat(5000)} TCP [2001:db8:1111:2222:3333:4444:5555:6666]:70000 ${'y'.repeat(5000)}`);
  await expect(status).toContainText('column 5047: found port "70000"');
  await expect(mark).toHaveText('70000');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('what looks like markup stays text', async ({ page }) => {
  const { field, root, status } = await open(page);
  await field.fill('TCP <b>10.0.0.1</b>:70000 <img src=x onerror=alert(1)>');
  await expect(status).toContainText('Line 1');
  await expect(root.locator('b, img')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is accessible with a problem and with notes in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { button, status } = await open(page);
    for (const [name, says] of [
      ['A mistake', 'found port 70000'],
      ['netstat', 'listens'],
    ] as const) {
      await button(name).click();
      await expect(status).toContainText(says);
      const { violations } = await new AxeBuilder({ page }).include('tuple-parser').analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  });
}

test('every control has room for a finger', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { root } = await open(page);
  for (const control of await root.locator('textarea, button:visible').all()) {
    const box = (await control.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
});
