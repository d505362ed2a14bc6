/** The full-size lens, used as a reader would. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from './page.ts';

const row = (local: string, remote: string, state: string, process: string) =>
  `tcp        0      0 ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${process}`;

const SHORT = [
  row('0.0.0.0:22', '0.0.0.0:*', 'LISTEN', '33/sshd'),
  row('203.0.113.80:22', '192.0.2.10:50022', 'ESTABLISHED', '41/sshd'),
  row('203.0.113.80:41145', '10.0.0.5:5432', 'CLOSE_WAIT', '34/gunicorn'),
  row('127.0.0.1:5432', '127.0.0.1:50000', 'ESTABLISHED', '50/postgres'),
  row('127.0.0.1:50000', '127.0.0.1:5432', 'ESTABLISHED', '51/psql'),
].join('\n');

const HUGE_LINES = 100_000;

/** Makes a text of so many lines in the page: sending it there would take longer than reading it. */
async function makeHuge(page: Page, lines: number): Promise<void> {
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
}

async function pasteHuge(page: Page, lines: number, into: 'body' | '#lens-text' = 'body'): Promise<void> {
  await makeHuge(page, lines);
  await page.evaluate(
    (selector) => document.querySelector(selector)!.dispatchEvent((window as unknown as { huge: Event }).huge),
    into,
  );
}

/** Pastes a text as the keyboard would, with the focus nowhere. */
async function pasteAnywhere(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const lens = (page: Page) => page.locator('lens-page');
const field = (page: Page) => page.getByLabel('What the tool printed');
const what = (page: Page) => lens(page).locator('.what');
const grid = (page: Page) => page.getByRole('grid', { name: 'Sockets' });
const rows = (page: Page) => grid(page).locator('tbody tr');
const cell = (page: Page, row: number, column: number) => rows(page).nth(row).locator('td').nth(column);
const shown = (page: Page) => lens(page).locator('.shown');
const detail = (page: Page) => page.getByRole('region', { name: 'The chosen socket' });

/** Everything has come that the lens fetches by itself, and the example stands in its table. */
async function open(page: Page): Promise<void> {
  await page.goto('/lens/');
  await expect(grid(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test.describe('in a window', () => {
  test.beforeEach(({ page }) => open(page));

  test('the header leads here, and so does the home page', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Open the lens full size' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Listing lens');
    await expect(
      page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lens' }),
    ).toHaveAttribute('aria-current', 'page');
  });

  test('reads what is typed: table, count, account, findings and picture', async ({ page }) => {
    await field(page).fill(`${SHORT}\nnonsense here`);
    await expect(what(page)).toContainText('Linux, 5 sockets. 6 lines: 5 sockets, 1 not understood.');
    await expect(shown(page)).toHaveText('5 sockets.');
    await expect(rows(page)).toHaveCount(5);
    await expect(rows(page).nth(1).locator('td')).toHaveText([
      'tcp',
      '203.0.113.80',
      '22',
      '192.0.2.10',
      '50022',
      'ESTABLISHED',
      '0',
      '0',
      'sshd (41)',
      '2',
    ]);
    await expect(lens(page).locator('.lines li')).toHaveText(/Line 6: .+\.nonsense here/);
    await expect(lens(page).locator('.findings ol > li').first()).toBeVisible();
    await expect(lens(page).locator('.drawing')).toContainText('postgres');
  });

  test('a paste anywhere is read with the network cut, and nothing is asked of it', async ({ page, context }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await context.setOffline(true);
    await pasteAnywhere(page, SHORT);
    await expect(field(page)).toHaveValue(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    await cell(page, 1, 0).click();
    await expect(detail(page)).toContainText('port 22');
    await page.getByLabel('Port', { exact: true }).fill('5432');
    await page.getByRole('button', { name: 'Who has it?' }).click();
    await expect(lens(page).locator('.port-question .answer')).toContainText('postgres');
    await page.getByRole('button', { name: 'Redact and share' }).click();
    await expect(page.getByLabel('The redacted text')).toHaveValue(/LISTEN/);
    expect(requests).toEqual([]);
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
  });

  test('of two pastes in a row the second counts, and the first can be had back', async ({ page }) => {
    await pasteAnywhere(page, SHORT);
    await pasteAnywhere(page, SHORT.split('\n').slice(0, 2).join('\n'));
    await expect(shown(page)).toHaveText('2 sockets.');
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole('button', { name: 'Back to your text' }).click();
    await expect(field(page)).toHaveValue(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    await expect(field(page)).toBeFocused();
  });

  test('a paste over an example replaces it', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), SHORT);
    await field(page).focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(field(page)).toHaveValue(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
  });

  test('sorts by a column, both ways', async ({ page }) => {
    await field(page).fill(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    const header = grid(page).getByRole('columnheader', { name: 'Local port' });
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(rows(page).locator('td:nth-child(3)')).toHaveText(['22', '22', '5432', '41145', '50000']);
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect(rows(page).locator('td:nth-child(3)')).toHaveText(['50000', '41145', '5432', '22', '22']);
    await expect(grid(page).locator('[aria-sort]')).toHaveCount(1);
  });

  test('filters by text and by choices, and shows all again', async ({ page }) => {
    await field(page).fill(SHORT);
    await page.getByLabel('Filter').fill('sshd');
    await expect(shown(page)).toHaveText('2 of 5 sockets.');
    const states = page.getByRole('group', { name: 'State' });
    await states.getByRole('button', { name: 'ESTABLISHED' }).click();
    await expect(shown(page)).toHaveText('1 of 5 sockets.');
    await expect(states.getByRole('button', { name: 'ESTABLISHED' })).toBeFocused();
    await expect(states.getByRole('button', { name: 'ESTABLISHED' })).toHaveAttribute('aria-pressed', 'true');
    await page.getByLabel('Filter').fill('nowhere');
    await expect(shown(page)).toHaveText('0 of 5 sockets.');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(shown(page)).toHaveText('5 sockets.');
    await expect(page.getByLabel('Filter')).toHaveValue('');
  });

  test('the keyboard goes through the rows and chooses one; its other end is a press away', async ({ page }) => {
    await field(page).fill(SHORT);
    await expect(rows(page)).toHaveCount(5);
    await grid(page).focus();
    const active = () => grid(page).getAttribute('aria-activedescendant');
    await page.keyboard.press('End');
    await expect.poll(active).toBe(await rows(page).nth(4).getAttribute('id'));
    await page.keyboard.press('ArrowUp');
    await expect.poll(active).toBe(await rows(page).nth(3).getAttribute('id'));
    await page.keyboard.press('Enter');
    await expect(rows(page).nth(3)).toHaveAttribute('aria-selected', 'true');
    await expect(detail(page)).toContainText('postgres (pid 50)');
    await expect(detail(page).locator('pre')).toHaveText(SHORT.split('\n')[3]!);
    await detail(page).getByRole('button', { name: 'Show the other end' }).click();
    await expect(rows(page).nth(4)).toHaveAttribute('aria-selected', 'true');
    await expect(detail(page)).toContainText('psql (pid 51)');
    await page.keyboard.press('Home');
    await expect.poll(active).toBe(await rows(page).nth(0).getAttribute('id'));
  });

  test('a finding shows its sockets in the table', async ({ page }) => {
    await field(page).fill(
      Array.from({ length: 120 }, (_, at) =>
        row(`203.0.113.80:${41000 + at}`, '10.0.0.5:5432', 'CLOSE_WAIT', '34/gunicorn'),
      )
        .concat(SHORT)
        .join('\n'),
    );
    await expect(shown(page)).toHaveText('125 sockets.');
    const finding = lens(page).locator('.findings li', { hasText: 'CLOSE-WAIT' }).first();
    await expect(finding.locator('.severity')).toHaveText(/Attention|Notice/);
    await finding.getByRole('button', { name: /Show its \d+ sockets/ }).click();
    await expect(shown(page)).toHaveText('121 of 125 sockets.');
    await expect(grid(page)).toBeFocused();
  });

  test('the picture answers to keyboard and pointer, says itself in words, and can be saved', async ({ page }) => {
    await field(page).fill(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    const drawing = lens(page).locator('.drawing');
    await drawing.getByRole('button', { name: '22 tcp every address' }).last().focus();
    await expect(lens(page).locator('.pointed')).toContainText('sshd, port 22 tcp');
    await page.keyboard.press('Enter');
    await expect(shown(page)).toHaveText('2 of 5 sockets.');
    await page.getByText('The picture in words').click();
    await expect(lens(page).locator('.in-words')).toContainText('10.0.0.5: 1 closing connection.');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the picture as SVG' }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    const file = Buffer.concat(chunks).toString();
    // Trusted Types let no page of the site parse markup; an empty page may.
    const reader = await page.context().newPage();
    const parsed = await reader.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      return { root: document.documentElement.localName, texts: document.documentElement.textContent };
    }, file);
    expect(parsed.root).toBe('svg');
    expect(parsed.texts).toContain('postgres');
    expect(file).not.toContain('var(--');
  });

  test('the table goes along as Markdown, CSV and JSON', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await field(page).fill(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    const copied = async (name: string) => {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.getByRole('button', { name }).click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
      await expect(lens(page).locator('.said')).toHaveText(/^Copied/);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied('Copy as Markdown')).toMatch(/^\|.*\|\n\| *:?-/m);
    expect((await copied('Copy as CSV')).trim().split('\n')).toHaveLength(6);
    expect(JSON.stringify(JSON.parse(await copied('Copy as JSON')))).toContain('50022');
  });

  test('a redacted listing keeps its shape and loses its names', async ({ page }) => {
    await field(page).fill(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    await page.getByRole('button', { name: 'Redact and share' }).click();
    const redacted = await page.getByLabel('The redacted text').inputValue();
    expect(redacted).not.toMatch(/10\.0\.0\.5|203\.0\.113\.80/);
    await pasteAnywhere(page, redacted);
    await expect(shown(page)).toHaveText('5 sockets.');
  });

  test('a second listing shows what appeared, vanished and changed', async ({ page }) => {
    await field(page).fill(SHORT);
    const second = SHORT.replace('CLOSE_WAIT ', 'ESTABLISHED')
      .split('\n')
      .filter((line) => !line.includes('50022'));
    await page
      .getByLabel('The second listing')
      .fill([...second, row('0.0.0.0:80', '0.0.0.0:*', 'LISTEN', '60/nginx')].join('\n'));
    const answer = lens(page).locator('.comparison .answer');
    await expect(answer.locator('.appeared li')).toHaveText([/0\.0\.0\.0:80 LISTEN nginx/]);
    await expect(answer.locator('.vanished li')).toHaveText([/192\.0\.2\.10:50022/]);
    await expect(answer.locator('.changed li')).toHaveText([/ESTABLISHED gunicorn \(34\), before CLOSE-WAIT/]);
    await page.getByLabel('It was taken').selectOption('before');
    await expect(answer.locator('.vanished li')).toHaveText([/0\.0\.0\.0:80 LISTEN nginx/]);
  });

  test('files are read one after another, those in UTF-16 too', async ({ page }) => {
    const utf16 = Buffer.from(`\ufeff${SHORT.replaceAll('\n', '\r\n')}\r\n`, 'utf16le');
    await lens(page)
      .locator('.intake input[type=file]')
      .setInputFiles([
        { name: 'one.txt', mimeType: 'text/plain', buffer: utf16 },
        { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from(`${SHORT}\nnonsense here\n`) },
      ]);
    await expect(shown(page)).toHaveText('10 sockets.');
    await expect(lens(page).locator('.lines li')).toContainText('two.txt, line 6');
    await expect(field(page)).toHaveValue('');
    await lens(page).getByRole('button', { name: 'Remove two.txt' }).click();
    await expect(shown(page)).toHaveText('5 sockets.');
    await page.getByRole('button', { name: 'Back to your text' }).click();
    await expect(shown(page)).toHaveText('10 sockets.');
  });

  test('what is pasted is text in every place, never markup', async ({ page }) => {
    const image = '<img/src=x/onerror=document.title="taken">';
    const lines = [
      row('203.0.113.80:22', '192.0.2.10:50022', 'ESTABLISHED', `41/${image}`),
      row('203.0.113.80:22', `${image}:1`, 'ESTABLISHED', '41/sshd'),
      row('0.0.0.0:22', '0.0.0.0:*', image, '41/sshd'),
      `unix  2      [ ACC ]     STREAM     LISTENING     20480    1/init               /run/${image}`,
      image,
    ];
    await field(page).fill(lines.join('\n'));
    await expect(what(page)).toContainText('5 lines');
    await expect(rows(page).first()).toContainText(image);
    await cell(page, 0, 0).click();
    await expect(detail(page)).toContainText(image);
    await expect(lens(page).locator('.lines')).toContainText(image);
    await expect(lens(page).locator('.drawing')).toContainText('<img');
    await page.getByLabel('The second listing').fill(SHORT);
    await expect(lens(page).locator('.vanished')).toContainText(image);
    await expect(page.locator('img')).toHaveCount(0);
    await expect(page).not.toHaveTitle('taken');
  });

  test('a text is kept only when the reader asks, and forgotten when asked', async ({ page }) => {
    await field(page).fill(SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    await page.reload();
    await expect(shown(page)).toHaveText('8 sockets.');
    await field(page).fill(SHORT);
    await page.getByLabel('Remember this text in this browser').check();
    await expect(shown(page)).toHaveText('5 sockets.');
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
    await page.reload();
    await expect(shown(page)).toHaveText('5 sockets.');
    await expect(field(page)).toHaveValue(SHORT);
    await page.getByLabel('Remember this text in this browser').uncheck();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.reload();
    await expect(shown(page)).toHaveText('8 sockets.');
  });

  test('an empty field says what to run, and an odd text that nothing was recognised', async ({ page }) => {
    await page.getByRole('button', { name: 'Empty' }).click();
    await expect(what(page)).toContainText('Nothing pasted yet.');
    await expect(lens(page).locator('.nothing')).toContainText('sudo ss -tunap');
    await expect(grid(page)).toBeHidden();
    await field(page).fill('hello');
    await expect(what(page)).toContainText('No socket was recognised in this text.');
    await expect(lens(page).locator('.nothing')).toBeHidden();
    await expect(lens(page).locator('.lines li')).toContainText('Line 1');
    await page.getByRole('button', { name: 'Windows example' }).click();
    await expect(what(page)).toContainText(', Windows, ');
  });

  test('a port that is none is told so', async ({ page }) => {
    await page.getByLabel('Port', { exact: true }).fill('70000');
    await page.keyboard.press('Enter');
    await expect(lens(page).locator('.port-question .problem')).toContainText('Did you mean 7000?');
  });

  test('is accessible with everything shown', async ({ page }) => {
    await field(page).fill(`${SHORT}\nnonsense`);
    await expect(shown(page)).toHaveText('5 sockets.');
    await cell(page, 3, 0).click();
    await expect(detail(page)).toBeVisible();
    await page.getByLabel('Port', { exact: true }).fill('22');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Redact and share' }).click();
    await page.getByLabel('The second listing').fill(SHORT.slice(0, 200));
    await expect(lens(page).locator('.vanished')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    }
  });

  test('everything shown fits 320 px', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await field(page).fill(`${SHORT}\n${'nonsense'.repeat(40)}`);
    await expect(shown(page)).toHaveText('5 sockets.');
    await cell(page, 1, 0).click();
    await expect(detail(page)).toBeVisible();
    await page.getByLabel('Port', { exact: true }).fill('22');
    await page.keyboard.press('Enter');
    await page.getByText('The picture in words').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

test.describe('with a huge text', () => {
  test.beforeEach(({ page }) => open(page));

  test('100,000 lines: rows come, the page goes on, and only what is in view is in it', async ({ page }) => {
    test.setTimeout(120_000);
    await makeHuge(page, HUGE_LINES);
    await page.evaluate(() => {
      const seen = { frames: 0, framesAtRows: 0, tasks: [] as number[], firstRows: 0, start: performance.now() };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
      const step = () => {
        seen.frames++;
        if (seen.firstRows === 0 && document.querySelector('lens-page .shown')!.textContent!.startsWith('100,000')) {
          seen.firstRows = performance.now() - seen.start;
          seen.framesAtRows = seen.frames;
        }
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    });
    // The page answers while the worker reads: frames come between the paste and its rows.
    const before = await page.evaluate(() => {
      const { huge, seen } = window as unknown as { huge: Event; seen: { frames: number; start: number } };
      seen.start = performance.now();
      document.body.dispatchEvent(huge);
      return seen.frames;
    });
    await expect(shown(page)).toHaveText('100,000 sockets.', { timeout: 60_000 });
    const seen = await page.evaluate(
      () => (window as unknown as { seen: { framesAtRows: number; tasks: number[]; firstRows: number } }).seen,
    );
    expect(seen.framesAtRows).toBeGreaterThan(before + 1);
    console.log(
      `100,000 lines: rows after ${Math.round(seen.firstRows)} ms; tasks over 50 ms: ${seen.tasks.map(Math.round).join(', ') || 'none'}`,
    );
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '100001');
    await expect(cell(page, 0, 9)).toHaveText('1');
    expect(await rows(page).count()).toBeLessThan(100);
    await expect(field(page)).toHaveValue('');
    await expect(lens(page).locator('.intake .held')).toContainText('100,000 lines');

    await grid(page).focus();
    await page.keyboard.press('End');
    await expect(rows(page).last()).toHaveAttribute('aria-rowindex', '100001');
    await expect(rows(page).last().locator('td').last()).toHaveText('100000');
    expect(await rows(page).count()).toBeLessThan(100);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Enter');
    await expect(detail(page)).toContainText('nginx (pid 812)');
    await lens(page)
      .locator('.rows')
      .evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await expect(rows(page).first().locator('td').last()).toHaveText(/^(49|50)\d{3}$/);
    await page.getByLabel('Filter').fill('198.51.7.');
    await expect(shown(page)).toHaveText(/ of 100,000 sockets\.$/);
  });

  test('a long paste into the field is held beside it, and a typed text stays', async ({ page }) => {
    await field(page).fill(SHORT);
    await pasteHuge(page, 5000, '#lens-text');
    await expect(shown(page)).toHaveText('5,005 sockets.', { timeout: 20_000 });
    await expect(field(page)).toHaveValue(SHORT);
    await lens(page).getByRole('button', { name: 'Remove Pasted text' }).click();
    await expect(shown(page)).toHaveText('5 sockets.');
  });

  test('the picture of 5,000 connections stays readable: the rest of the hosts is one row', async ({ page }) => {
    await pasteHuge(page, 5000);
    await expect(shown(page)).toHaveText('5,000 sockets.', { timeout: 20_000 });
    await expect(lens(page).locator('.drawing')).toContainText(/\+ [\d,]+ more hosts/);
    expect(await lens(page).locator('.drawing .mark').count()).toBeLessThan(60);
  });

  test('reading can be cancelled and started again; the text is kept', async ({ page }) => {
    test.setTimeout(120_000);
    await pasteHuge(page, 400_000);
    await page.getByRole('button', { name: 'Cancel' }).click({ timeout: 60_000 });
    await expect(what(page)).toContainText('Reading was cancelled.');
    await expect(lens(page).locator('.intake .held')).toContainText('400,000 lines');
    await page.getByRole('button', { name: 'Back to your text' }).waitFor({ state: 'hidden' });
    await pasteAnywhere(page, SHORT);
    await expect(shown(page)).toHaveText('5 sockets.');
    await page.getByRole('button', { name: 'Back to your text' }).click();
    await expect(shown(page)).toHaveText('400,000 sockets.', { timeout: 60_000 });
    await grid(page).focus();
    await page.keyboard.press('End');
    await expect(rows(page).last().locator('td').last()).toHaveText('400000');
  });
});

test('where the worker does not come, the page reads by itself', async ({ page, faults }) => {
  await page.route('**/worker-*.js', (route) => route.abort());
  await page.goto('/lens/');
  await field(page).fill(SHORT);
  await expect(shown(page)).toHaveText('5 sockets.');
  await expect(rows(page)).toHaveCount(5);
  faults.length = 0; // Chromium logs the request that was aborted here
});

test('where nothing comes, the page says so, keeps the text, and tries again', async ({ page, faults }) => {
  let refused = 0;
  await page.route(/\/(worker|engine)[.-]/, (route) => {
    if (route.request().url().includes('worker')) refused++;
    return route.abort();
  });
  await page.goto('/lens/');
  await expect(lens(page).locator('.failure')).toContainText('could not be read');
  await field(page).fill(SHORT);
  await expect.poll(() => refused).toBe(2);
  await expect(lens(page).locator('.failure')).toContainText('could not be read');
  await expect(field(page)).toHaveValue(SHORT);
  await page.unroute(/\/(worker|engine)[.-]/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(shown(page)).toHaveText('5 sockets.');
  await expect(lens(page).locator('.failure')).toBeHidden();
  faults.length = 0; // Chromium logs the requests that were aborted here
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what the lens would do, and shows it of an example', async ({ page }) => {
    await page.goto('/lens/');
    await expect(page.getByText('Reading your own text needs JavaScript')).toBeVisible();
    await expect(lens(page).locator('.rows tbody tr')).toHaveCount(8);
    await expect(lens(page).locator('.findings ol > li').first()).toBeVisible();
    await expect(lens(page).locator('.drawing')).toContainText('gunicorn');
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
    await expect(page.getByLabel('The second listing')).toBeHidden();
  });
});

test('asks about the reader’s own listing, and tells what each part of its lines means', async ({ page }) => {
  await open(page);
  await pasteAnywhere(page, SHORT);
  await expect(what(page)).toContainText('5 sockets');

  const lines = page.locator('line-annotator');
  const program = lines.getByRole('gridcell', { name: 'gunicorn', exact: false }).first();
  await program.click();
  await expect(lines.getByRole('status')).toContainText('Line 3');

  const quiz = page.locator('listing-quiz');
  await expect(quiz.getByRole('status').first()).toContainText(/\d+ questions about this listing/);
  const first = quiz.locator('checkpoint-quiz form').first();
  await first.getByRole('button', { name: 'I am not sure' }).click();
  await expect(first.getByText('Right.').first()).toBeVisible();

  await field(page).fill('');
  await expect(quiz.getByRole('group')).toHaveCount(0);
});
