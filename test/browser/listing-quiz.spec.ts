import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { parseListing, questionsFrom } from '../../src/lib/index.ts';
import { expect, type Page, test } from './page.ts';
import { give, openWith } from './placed.ts';

const MARKUP = readFileSync(new URL('../../src/components/listing-quiz/ListingQuiz.astro', import.meta.url), 'utf8')
  .replace(/^---[\s\S]*?---/, '')
  .replace(/<style[\s\S]*<\/style>/, '');
const TEXT = readFileSync(new URL('../fixtures/netstat-linux/anp.txt', import.meta.url), 'utf8');
const SEED = 5;
/** As the page gets the listing: through JSON, which keeps what questions need. */
const made = (seed: number, text = TEXT) => questionsFrom(parseListing(text), seed);

const quiz = (page: Page) => page.locator('listing-quiz');
const questions = (page: Page) => page.locator('listing-quiz checkpoint-quiz form');

async function openQuiz(page: Page, text = TEXT) {
  await openWith(page, MARKUP);
  await give(page, 'listing-quiz', 'ask', text, SEED);
}

/** Ticks the right choices of a question, found by its place. */
async function answer(page: Page, place: number) {
  const form = questions(page).nth(place);
  for (const { id } of made(SEED)[place]!.choices.filter(({ correct }) => correct)) {
    await form.locator(`input[value="${id}"]`).check();
  }
  await form.getByRole('button', { name: 'Check' }).click();
  return form;
}

test('says what it waits for before there is a listing', async ({ page }) => {
  await openWith(page, MARKUP);
  await expect(quiz(page).getByRole('status')).toContainText('No listing yet.');
  await expect(quiz(page).getByRole('button')).toHaveCount(0);
});

test('asks what the library asks, and grades it as the quiz of an article', async ({ page }) => {
  await openQuiz(page);
  await expect(quiz(page).getByRole('status').first()).toHaveText(
    `${made(SEED).length} questions about this listing. The seed 5 asks the same again.`,
  );
  await expect(questions(page)).toHaveCount(made(SEED).length);
  for (const [place, { choices, prompt }] of made(SEED).entries()) {
    await expect(questions(page).nth(place).locator('legend')).toContainText(prompt.split(/[`*\n]/, 1)[0]!.trim());
    await expect(questions(page).nth(place).locator('input')).toHaveCount(choices.length);
  }
  const form = await answer(page, 0);
  await expect(form.getByRole('status')).toHaveText('Right. Each choice now has its reason.');
  await expect(form.locator('label + div').filter({ visible: true })).toHaveCount(made(SEED)[0]!.choices.length);
  await form.getByRole('button', { name: 'Next question' }).click();
  await expect(questions(page).nth(1).locator('input').first()).toBeFocused();
});

test('a pasted line is quoted as text, whatever it holds', async ({ page }) => {
  const program = '<img src=x onerror=alert(1)>`*';
  const text = TEXT.replaceAll('redis-server', program);
  await openQuiz(page, text);
  const all = made(SEED, text).flatMap(({ prompt, choices }) => [prompt, ...choices.map(({ text }) => text)]);
  expect(all.some((text) => text.includes('<img src=x'))).toBe(true);
  await expect(quiz(page).locator('img')).toHaveCount(0);
  await expect(quiz(page).locator('code, pre').filter({ hasText: '<img src=x' }).first()).toBeVisible();
});

test('other questions come with another seed, and a seed typed in brings its own back', async ({ page }) => {
  await openQuiz(page);
  const prompts = () => questions(page).locator('legend').allTextContents();
  const first = await prompts();
  const seed = quiz(page).getByRole('textbox', { name: 'Seed' });
  await expect(seed).toHaveValue('5');
  await quiz(page).getByRole('button', { name: 'Other questions' }).click();
  await expect(seed).not.toHaveValue('5');
  await expect(quiz(page).getByRole('button', { name: 'Other questions' })).toBeFocused();
  await expect.poll(prompts).not.toEqual(first);
  const other = Number(await seed.inputValue());
  await expect(questions(page)).toHaveCount(made(other).length);
  await seed.fill('5');
  await page.keyboard.press('Enter');
  await expect.poll(prompts).toEqual(first);
  await seed.fill('five');
  await page.keyboard.press('Enter');
  await expect(quiz(page).getByRole('status').first()).toHaveText('A seed is a whole number, such as 12345.');
  await expect(seed).toHaveValue('five');
  expect(await prompts()).toEqual(first);
});

test('by keyboard alone', async ({ page }) => {
  await openQuiz(page);
  const { choices, kind } = made(SEED)[0]!;
  expect(kind).toBe('single');
  const inputs = questions(page).first().locator('input');
  await quiz(page).getByRole('button', { name: 'Ask with this seed' }).focus();
  await page.keyboard.press('Tab');
  await expect(inputs.first()).toBeFocused();
  await page.keyboard.press('Space');
  for (let step = 0; step < choices.findIndex(({ correct }) => correct); step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(questions(page).first().getByRole('status')).toHaveText('Right. Each choice now has its reason.');
});

test('a listing that supports no question says so', async ({ page }) => {
  await openQuiz(page, 'hello');
  await expect(quiz(page).getByRole('status')).toContainText('This listing supports no question');
  await expect(quiz(page).getByRole('button')).toHaveCount(0);
});

test('axe finds nothing', async ({ page }) => {
  await openQuiz(page);
  await answer(page, 0);
  const { violations } = await new AxeBuilder({ page }).include('listing-quiz').analyze();
  expect(violations).toEqual([]);
});
