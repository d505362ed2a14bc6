/** The figure of two connections: by hand, by itself, by keyboard, without a script, on paper, and without motion. */

import { SOCKETS, STEPS, STILL } from '../../src/components/connection-flow/steps.ts';
import { expect, type Page, test } from './page.ts';

const shownAt = (step: number) => SOCKETS.filter(({ from, until }) => from <= step && step <= until);

async function openFigure(page: Page) {
  await page.goto('/learn/port-vs-socket/');
  const figure = page.locator('connection-flow');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-step', '1');
  return figure;
}

test('every step shows its sockets and says its sentence', async ({ page }) => {
  const figure = await openFigure(page);
  for (const [index, { title, sentence }] of STEPS.entries()) {
    await expect(figure.getByRole('status')).toHaveText(`Step ${index + 1} of ${STEPS.length}: ${title}. ${sentence}`);
    await expect(figure.locator('tbody tr:visible')).toHaveCount(shownAt(index + 1).length);
    await expect(figure.locator('li[aria-current=step]')).toContainText(sentence);
    if (index + 1 < STEPS.length) await figure.getByRole('button', { name: 'Next' }).click();
  }
  await figure.getByRole('button', { name: 'Back' }).click();
  await expect(figure).toHaveAttribute('data-step', String(STEPS.length - 1));
});

test('the accepted sockets keep port 443 and differ in the remote port', async ({ page }) => {
  const figure = await openFigure(page);
  for (let step = 1; step < STILL; step += 1) await figure.getByRole('button', { name: 'Next' }).click();
  const web = figure.locator('tbody tr:visible').filter({ has: page.getByRole('cell', { name: 'web', exact: true }) });
  await expect(web.locator('.local-port')).toHaveText(['443', '443', '443']);
  await expect(web.locator('.remote-port')).toHaveText(['51734', '51736']);
});

test('it plays, pauses and replays', async ({ page }) => {
  await page.clock.install();
  const figure = await openFigure(page);
  await figure.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(6000);
  await expect(figure).toHaveAttribute('data-step', '2');
  await figure.getByRole('button', { name: 'Pause' }).click();
  await page.clock.runFor(60_000);
  await expect(figure).toHaveAttribute('data-step', '2');
  await figure.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(60_000);
  await expect(figure).toHaveAttribute('data-step', String(STEPS.length));
  await figure.getByRole('button', { name: 'Replay' }).click();
  await expect(figure).toHaveAttribute('data-step', '1');
  await expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('the keyboard alone is enough, and focus stays where it was', async ({ page }) => {
  const figure = await openFigure(page);
  const next = figure.getByRole('button', { name: 'Next' });
  await next.focus();
  for (let press = 0; press < STEPS.length + 2; press += 1) await page.keyboard.press('Enter');
  await expect(figure).toHaveAttribute('data-step', String(STEPS.length));
  await expect(next).toBeFocused();
  await expect(next).toHaveAttribute('aria-disabled', 'true');
});

test('its buttons are large enough for a finger', async ({ page }) => {
  const figure = await openFigure(page);
  for (const button of await figure.getByRole('button').all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
});

test('segments travel', async ({ page }) => {
  const figure = await openFigure(page);
  await figure.getByRole('button', { name: 'Next' }).click();
  await figure.getByRole('button', { name: 'Next' }).click();
  await expect(figure.locator('.segment:visible')).toHaveText('SYN');
  await expect(figure.locator('.segment:visible')).toHaveCSS('animation-name', 'flow-from-laptop');
});

test.describe('under reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('there are steps only', async ({ page }) => {
    const figure = await openFigure(page);
    await expect(figure.getByRole('button', { name: 'Play' })).toBeHidden();
    await figure.getByRole('button', { name: 'Next' }).click();
    await figure.getByRole('button', { name: 'Next' }).click();
    await expect(figure.locator('.segment:visible')).toHaveCSS('animation-name', 'none');
  });
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a still picture and all steps in words', async ({ page }) => {
    await page.goto('/learn/port-vs-socket/');
    const figure = page.locator('connection-flow');
    await expect(figure.getByRole('button')).toHaveCount(0);
    await expect(figure.getByRole('img', { name: 'Sockets of the laptop and of the web server' })).toBeVisible();
    await expect(figure.locator('tbody tr:visible')).toHaveCount(shownAt(STILL).length);
    await expect(figure.getByRole('listitem')).toHaveText(STEPS.map(({ title, sentence }) => `${title}. ${sentence}`));
    await expect(figure.getByRole('listitem').last()).toBeVisible();
  });
});

test('on paper: the still picture and the list, whatever step was shown', async ({ page }) => {
  const figure = await openFigure(page);
  await page.emulateMedia({ media: 'print' });
  await expect(figure.locator('tbody tr:visible')).toHaveCount(shownAt(STILL).length);
  for (const link of await figure.locator('.link').all()) await expect(link).toHaveCSS('display', 'inline');
  await expect(figure.getByRole('button')).toHaveCount(0);
  await expect(figure.locator('[role=status]')).toBeHidden();
  const list = (await figure.locator('ol').boundingBox())!;
  expect(list.height).toBeGreaterThan(100);
});
