import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from './page.ts';
import { give, openWith } from './placed.ts';

/** What LineAnnotator.astro renders without an example. */
const MARKUP = `<line-annotator class="widget">
  <pre class="code" hidden></pre>
  <p role="status">No listing yet. Paste one, and its lines stand here.</p>
  <p class="rest quiet" hidden></p>
</line-annotator>`;
const TEXT = `${readFileSync(new URL('../fixtures/netstat-linux/anp.txt', import.meta.url), 'utf8')}hello there\n`;

const widget = (page: Page) => page.locator('line-annotator');
const part = (page: Page, line: number, text: string) =>
  widget(page)
    .locator('.pasted')
    .nth(line - 1)
    .getByRole('gridcell', { name: text, exact: true })
    .first();
const meaning = (page: Page) => widget(page).getByRole('status');

async function openAnnotator(page: Page, text = TEXT) {
  await openWith(page, MARKUP);
  await give(page, 'line-annotator', 'show', text);
}

test('shows the pasted text, its parts in the colours of the tuple', async ({ page }) => {
  await openAnnotator(page);
  const lines = await widget(page)
    .locator('.pasted')
    .evaluateAll((rows) =>
      rows.map((row) =>
        Array.from(row.childNodes, (node) =>
          node instanceof HTMLElement && node.className === 'note' ? '' : node.textContent,
        ).join(''),
      ),
    );
  expect(lines.join('\n')).toBe(TEXT.trimEnd().split('\n').join('\n'));
  for (const [className, text] of [
    ['protocol', 'tcp'],
    ['local-address', '192.0.2.10'],
    ['local-port', '39057'],
    ['remote-address', '203.0.113.80'],
    ['remote-port', '443'],
  ] as const) {
    await expect(widget(page).locator('.pasted').nth(7).locator(`.${className}`)).toHaveText(text);
  }
});

test('pointing at a part tells what it means', async ({ page }) => {
  await openAnnotator(page);
  await expect(meaning(page)).toHaveText('No part is chosen yet.');
  await part(page, 8, '443').hover();
  await expect(meaning(page)).toHaveText('Line 8, remote port 443 The remote port. 443 is registered for https.');
  await part(page, 2, 'Send-Q').click();
  await expect(meaning(page)).toContainText('Line 2, title Send-Q');
  await expect(part(page, 2, 'Send-Q')).toBeFocused();
});

test('one stop for Tab; arrows, Home and End move within it', async ({ page }) => {
  await openAnnotator(page);
  expect(await widget(page).locator('[tabindex="0"]').count()).toBe(1);
  await part(page, 3, 'tcp').click();
  for (const [key, line, text] of [
    ['ArrowRight', 3, '0'],
    ['End', 3, '33/sshd'],
    ['ArrowDown', 4, '32/nginx: worker pr'],
    ['Home', 4, 'tcp'],
    ['ArrowUp', 3, 'tcp'],
    ['ArrowLeft', 3, 'tcp'],
    ['Control+Home', 1, 'Active Internet connections (servers and established)'],
    ['Control+End', TEXT.trimEnd().split('\n').length, 'hello there'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(part(page, line, text)).toBeFocused();
    await expect(meaning(page)).toContainText(`Line ${line}, `);
  }
  expect(await widget(page).locator('[tabindex="0"]').count()).toBe(1);
});

test('a line that was not understood has its reason beside it', async ({ page }) => {
  await openAnnotator(page);
  await expect(widget(page).locator('.pasted').last()).toContainText(
    'not understood: not a line of a listing that is known here',
  );
});

test('of a huge listing the first lines are shown, and that is said', async ({ page }) => {
  await openAnnotator(
    page,
    'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN\n'.repeat(1234),
  );
  await expect(widget(page).locator('.pasted')).toHaveCount(300);
  await expect(widget(page).locator('.rest')).toHaveText('The first 300 of 1,234 lines are shown; all were read.');
});

test('a line of a thousand words does not become a thousand parts', async ({ page }) => {
  await openAnnotator(page, `tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN ${'word '.repeat(1000)}`);
  expect(await widget(page).getByRole('gridcell').count()).toBeLessThan(130);
});

test('a text without lines says so', async ({ page }) => {
  await openAnnotator(page, '');
  await expect(meaning(page)).toHaveText('Nothing to show: the text has no lines.');
});

test('axe finds nothing', async ({ page }) => {
  await openAnnotator(page);
  const { violations } = await new AxeBuilder({ page }).include('line-annotator').analyze();
  expect(violations).toEqual([]);
});
