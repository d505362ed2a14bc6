/** The port lookup, used as a reader would: typing, pressing, waiting, and on a network that fails. */

import { expect, type Page, test } from './page.ts';

const article = '/learn/port-vs-socket/';

function widget(page: Page) {
  const lookup = page.locator('port-lookup').first();
  return {
    lookup,
    input: lookup.getByLabel('Port or service'),
    status: lookup.getByRole('status'),
    items: lookup.getByRole('listitem'),
    facts: lookup.locator('dl'),
    retry: lookup.getByRole('button', { name: 'Try again' }),
  };
}

/** Opens the article at the lookup, its script loaded. */
async function open(page: Page) {
  await page.goto(article);
  const parts = widget(page);
  await parts.lookup.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => customElements.get('port-lookup') !== undefined);
  return parts;
}

/** Counts the registry files that are asked for from now on. */
function registryRequests(page: Page): string[] {
  const files: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.includes('/registry/')) files.push(path);
  });
  return files;
}

test('the first port is answered before anything is asked, and nothing is fetched for it', async ({ page }) => {
  const files = registryRequests(page);
  const { input, status, items, facts } = await open(page);
  await expect(input).toHaveValue('22');
  await expect(status).toHaveText('Port 22: ssh over TCP, UDP, SCTP.');
  await expect(items.first()).toContainText('The Secure Shell (SSH) Protocol');
  await expect(facts).toContainText('system, 0–1023');
  expect(files).toEqual([]);
});

test('an answer follows the typing, from one file of the release that the page names', async ({ page }) => {
  const files = registryRequests(page);
  const { lookup, input, status, items, facts } = await open(page);
  await input.fill('443');
  await expect(status).toHaveText('Port 443: https over TCP, UDP, SCTP.');
  await expect(items.first()).toContainText('http protocol over TLS/SSL');
  await expect(items.first().locator('.local-port')).toHaveText('443');
  const release = (await lookup.getAttribute('data-registry'))?.split('/')[2];
  expect(files).toEqual([`/registry/${release}/port-256.json`]);
  await input.fill('51734');
  await expect(status).toHaveText('Port 51734: dynamic, never assigned to a service.');
  await expect(facts).toContainText('Linux (32768–60999), macOS (49152–65535)');
  expect(files).toHaveLength(1);
});

test('common ports are a press away', async ({ page }) => {
  const { lookup, input, status } = await open(page);
  await lookup.getByRole('button', { name: '3306' }).click();
  await expect(input).toHaveValue('3306');
  await expect(status).toHaveText('Port 3306: mysql over TCP, UDP.');
});

test('Enter and the button ask at once, and the page stays', async ({ page }) => {
  const { lookup, input, status } = await open(page);
  await input.fill('postgresql');
  await input.press('Enter');
  await expect(status).toHaveText('Port 5432: postgresql over TCP, UDP.');
  await input.fill('tcp/8080');
  await page.keyboard.press('Tab');
  await expect(lookup.getByRole('button', { name: 'Look up' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Port 8080: http-alt over TCP, UDP.');
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(article);
  await expect(input).toHaveValue('tcp/8080');
});

test('a question sent without the script is answered by the next page', async ({ page }) => {
  await page.goto(`${article}?port=6379`);
  const { lookup, input, status } = widget(page);
  await lookup.scrollIntoViewIfNeeded();
  await expect(input).toHaveValue('6379');
  await expect(status).toHaveText('Port 6379: redis over TCP; reserved over UDP.');
});

test('a name with many answers shows the best ones, and no facts of a single port', async ({ page }) => {
  const { input, status, items, facts } = await open(page);
  await input.fill('http');
  await expect(status).toHaveText(/^\d+ entries for “http”\. The first 10 are shown\.$/);
  await expect(items).toHaveCount(10);
  await expect(items.first()).toContainText('World Wide Web HTTP; also www, www-http');
  await expect(facts).toBeHidden();
});

test.describe('what has no service', () => {
  for (const [query, text] of [
    ['0', 'Port 0: reserved over TCP, UDP.'],
    ['10499', 'Port 10499: unassigned.'],
    ['65535', 'Port 65535: dynamic, never assigned to a service.'],
    ['6000-6063', 'Ports 6000–6063: x11 over TCP, UDP.'],
    ['27005', 'Port 27005: flex-lm.'],
    ['nosuchservice', 'No service in the registry has a name that begins with “nosuchservice”.'],
    ['   ', 'Type a port number or a service name, such as 443 or ssh.'],
  ] as const) {
    test(`${JSON.stringify(query)} says so`, async ({ page }) => {
      const { input, status } = await open(page);
      await input.fill(query);
      await expect(status).toHaveText(text);
      await expect(status).not.toHaveClass(/problem/);
      await expect(input).toHaveAttribute('aria-invalid', 'false');
    });
  }
});

test('what cannot be a port is a problem, said where and why, and gone with the next answer', async ({ page }) => {
  const { input, status, items, facts } = await open(page);
  await input.fill('443,80');
  await expect(status).toHaveClass(/problem/);
  await expect(status).toContainText('Column 4: found "443,80"');
  await expect(status).toContainText('Ask for one port at a time, such as 443');
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(items).toHaveCount(0);
  await expect(facts).toBeHidden();
  await input.fill('443');
  await expect(status).toHaveText('Port 443: https over TCP, UDP, SCTP.');
  await expect(status).not.toHaveClass(/problem/);
  await expect(input).toHaveAttribute('aria-invalid', 'false');
});

test('a failing network is told, what was typed is kept, and a retry answers', async ({ page, faults }) => {
  const { input, status, retry } = await open(page);
  await expect(retry).toBeHidden();
  await page.route('**/registry/**', (route) => route.abort());
  await input.fill('443');
  await expect(status).toContainText('The registry did not answer.');
  await expect(input).toHaveAttribute('aria-invalid', 'false');
  await page.unroute('**/registry/**');
  await page.route('**/registry/**', (route) => route.fulfill({ status: 503, body: 'later' }));
  await retry.click();
  await expect(retry).toBeVisible();
  await expect(input).toHaveValue('443');
  await page.unroute('**/registry/**');
  await retry.click();
  await expect(status).toHaveText('Port 443: https over TCP, UDP, SCTP.');
  await expect(retry).toBeHidden();
  await expect(input).toBeFocused();
  faults.length = 0; // Chromium logs each failed request itself
});

test('a slow answer is announced, and dropped where the reader asked on', async ({ page }) => {
  const { input, status } = await open(page);
  const held: (() => void)[] = [];
  await page.route('**/registry/**/port-3072.json', async (route) => {
    await new Promise<void>((release) => held.push(release));
    await route.continue();
  });
  await input.fill('3306');
  await expect(status).toHaveText('Looking it up…');
  await input.fill('5432');
  await expect(status).toHaveText('Port 5432: postgresql over TCP, UDP.');
  // From here on, every text that the status ever shows is kept.
  const texts = await status.evaluateHandle((element) => {
    const shown: (string | null)[] = [];
    new MutationObserver(() => shown.push(element.textContent)).observe(element, { childList: true });
    return shown;
  });
  for (const release of held) release();
  // The same file answers this one, after it answered the first: whatever that set off has been shown by now.
  await input.fill('3307');
  await expect(status).toHaveText('Port 3307: opsession-prxy over TCP, UDP.');
  expect(await texts.jsonValue()).not.toContain('Port 3306: mysql over TCP, UDP.');
  expect(held).toHaveLength(1);
});

test('what was typed before the script came is kept and answered', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*port-lookup*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(article);
  const { input, status } = widget(page);
  await input.fill('25');
  release();
  await expect(status).toHaveText('Port 25: smtp over TCP, UDP.');
  await expect(input).toHaveValue('25');
});

test('no registry data travels with the page', async ({ page }) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/text\/html|javascript/.test(response.headers()['content-type'] ?? '')) bodies.push(response.text());
  });
  await open(page);
  await page.waitForLoadState('networkidle');
  const text = (await Promise.all(bodies)).join('\n');
  expect(text).toContain('port-lookup');
  for (const elsewhere of ['vrml-multi-use', 'stun-behavior', 'matip-type', 'World Wide Web HTTP'])
    expect(text).not.toContain(elsewhere);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the first answer reads whole, and no control stands there that does nothing', async ({ page }) => {
    await page.goto(article);
    const { input, status, items, facts, lookup } = widget(page);
    await expect(status).toHaveText('Port 22: ssh over TCP, UDP, SCTP.');
    await expect(items).toHaveCount(2);
    await expect(facts).toBeVisible();
    await expect(input).toBeHidden();
    await expect(lookup.getByRole('button')).toHaveCount(0);
  });
});
