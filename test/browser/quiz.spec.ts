import { readFileSync } from 'node:fs';
import { readQuiz } from '../../src/lib/quiz/schema.ts';
import { expect, type Page, test } from './page.ts';

const ARTICLE = '/learn/port-vs-socket/';
const read = readQuiz(readFileSync(new URL('../../src/content/quizzes/port-vs-socket.yaml', import.meta.url), 'utf8'));
if (!read.ok) throw new Error('the quiz file is wrong');
const { questions } = read.quiz;
const single = questions.findIndex(({ kind }) => kind === 'single');
const multiple = questions.findIndex(({ kind, choices }) => kind === 'multiple' && right(choices).length > 1);

function right(choices: (typeof questions)[number]['choices']) {
  return choices.filter(({ correct }) => correct);
}

/** The parts of one question, by its place in the quiz. */
function parts(page: Page, place: number) {
  const form = page.locator('checkpoint-quiz form').nth(place);
  const choice = (id: string) => form.locator(`input[value="${id}"]`);
  return {
    form,
    choice,
    reasonOf: (id: string) => form.locator(`li:has(input[value="${id}"]) > label + div`),
    reasons: form.locator('label + div'),
    check: form.getByRole('button', { name: 'Check' }),
    notSure: form.getByRole('button', { name: 'I am not sure' }),
    show: form.getByRole('button', { name: 'Show the answer' }),
    next: form.getByRole('button', { name: /Next question|See the result/ }),
    verdict: form.getByRole('status'),
    source: form.getByText('Source:'),
  };
}

/** Opens the article and waits until the quiz has become alive. */
async function openQuiz(page: Page) {
  await page.goto(ARTICLE);
  await page.locator('checkpoint-quiz').scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Check' })).toHaveCount(questions.length);
}

/** Answers a question rightly. */
async function answer(page: Page, place: number) {
  const { choice, check } = parts(page, place);
  for (const { id } of right(questions[place]!.choices)) await choice(id).check();
  await check.click();
}

test('a right answer shows every reason, its source, and the way on', async ({ page }) => {
  await openQuiz(page);
  const { reasons, verdict, check, next, source } = parts(page, single);
  await expect(reasons.filter({ visible: true })).toHaveCount(0);
  await expect(source).toBeHidden();
  await answer(page, single);
  await expect(verdict).toHaveText('Right. Each choice now has its reason.');
  const { choices } = questions[single]!;
  await expect(reasons.filter({ visible: true })).toHaveCount(choices.length);
  for (const { id, correct } of choices) {
    await expect(parts(page, single).reasonOf(id)).toHaveText(correct ? /^\s*Right\. / : /^\s*Wrong\. /);
    await expect(parts(page, single).choice(id)).toHaveAccessibleDescription(correct ? /Right\./ : /Wrong\./);
  }
  await expect(source).toBeVisible();
  await expect(check).toHaveCount(0);
  await next.click();
  await expect(parts(page, single + 1).choice(questions[single + 1]!.choices[0]!.id)).toBeFocused();
});

test('a first wrong try shows the reason of what was picked and no more; the second shows the answer', async ({
  page,
}) => {
  await openQuiz(page);
  const { choice, reasonOf, reasons, verdict, check, show, next } = parts(page, single);
  const [wrong, other] = questions[single]!.choices.filter(({ correct }) => !correct);
  await choice(wrong!.id).check();
  await check.click();
  await expect(verdict).toHaveText('Not right. Try again, or show the answer.');
  await expect(reasons.filter({ visible: true })).toHaveCount(1);
  await expect(reasonOf(wrong!.id)).toBeVisible();
  await expect(show).toBeVisible();
  await choice(other!.id).check();
  await check.click();
  await expect(verdict).toHaveText('Not right. Each choice now has its reason.');
  await expect(reasons.filter({ visible: true })).toHaveCount(questions[single]!.choices.length);
  await expect(next).toBeVisible();
  // What was answered stays answered.
  await choice(wrong!.id).click();
  await expect(choice(other!.id)).toBeChecked();
});

test('a part of a multiple choice is told as a part', async ({ page }) => {
  await openQuiz(page);
  const { choice, reasons, verdict, check } = parts(page, multiple);
  const all = right(questions[multiple]!.choices);
  await choice(all[0]!.id).check();
  await check.click();
  await expect(verdict).toHaveText(`Partly right: 1 of ${all.length} found. Try again, or show the answer.`);
  await expect(reasons.filter({ visible: true })).toHaveCount(1);
  for (const { id } of all) await choice(id).check();
  await check.click();
  await expect(verdict).toHaveText('Right. Each choice now has its reason.');
});

test('nothing ticked is no answer; not sure is one, and shows the reasons', async ({ page }) => {
  await openQuiz(page);
  const { reasons, verdict, check, notSure, next } = parts(page, single);
  await check.click();
  await expect(verdict).toHaveText('Choose an answer first, or say that you are not sure.');
  await expect(reasons.filter({ visible: true })).toHaveCount(0);
  await notSure.click();
  await expect(verdict).toHaveText('Here is the answer. Each choice now has its reason.');
  await expect(reasons.filter({ visible: true })).toHaveCount(questions[single]!.choices.length);
  await expect(next).toBeFocused();
});

test('by keyboard alone: arrows choose, Enter checks, Enter goes on', async ({ page }) => {
  await openQuiz(page);
  const { choices } = questions[single]!;
  const { choice, verdict } = parts(page, single);
  await choice(choices[0]!.id).focus();
  await page.keyboard.press('Space');
  const steps = choices.findIndex(({ correct }) => correct);
  for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(verdict).toHaveText('Right. Each choice now has its reason.');
  await expect(choice(choices[steps]!.id)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(choice(choices[steps]!.id)).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(parts(page, single + 1).choice(questions[single + 1]!.choices[0]!.id)).toBeFocused();
  expect(page.url()).toContain(ARTICLE);
});

test('the summary counts first tries, links what was missed, and starts again', async ({ page }) => {
  await openQuiz(page);
  const missed = [0, questions.length - 1];
  for (const place of questions.keys()) {
    if (missed.includes(place)) await parts(page, place).notSure.click();
    else await answer(page, place);
  }
  const result = page.locator('checkpoint-quiz > output');
  await expect(result).toHaveText(`${questions.length - 2} of ${questions.length} right at the first try.`);
  const links = page.locator('checkpoint-quiz > div a');
  await expect(links).toHaveCount(2);
  await links.nth(1).click();
  await expect(parts(page, questions.length - 1).form).toBeInViewport();
  await parts(page, 1).next.click();
  await expect(result).toBeFocused();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(parts(page, 0).choice(questions[0]!.choices[0]!.id)).toBeFocused();
  await expect(page.locator('checkpoint-quiz input:checked')).toHaveCount(0);
  await expect(page.locator('checkpoint-quiz label + div').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Check' })).toHaveCount(questions.length);
  await expect(result).toBeEmpty();
});

test('what was ticked, and what was unfolded, before the script came counts', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/quiz.*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(ARTICLE, { waitUntil: 'commit' });
  await page.locator('checkpoint-quiz').scrollIntoViewIfNeeded();
  const { choice, check, verdict } = parts(page, single);
  const { id } = right(questions[single]!.choices)[0]!;
  await choice(id).check();
  await page.locator('checkpoint-quiz form').nth(multiple).getByText('Answer', { exact: true }).click();
  release();
  await check.click();
  await expect(verdict).toHaveText('Right. Each choice now has its reason.');
  await expect(parts(page, multiple).verdict).toHaveText('Here is the answer. Each choice now has its reason.');
});

test('the page carries the grading and nothing of what checks quiz files', async ({ page }) => {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text());
  });
  await openQuiz(page);
  const text = (await Promise.all(scripts)).join('\n');
  expect(text).toContain('Partly right');
  // Names that cannot be shortened away: zod's, the Markdown parser's, the YAML parser's, and our messages.
  expect(text).not.toMatch(/_zod|inlineCode|block-map|marked correct/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every question can be read, and its answer unfolded', async ({ page }) => {
    await page.goto(ARTICLE);
    const answers = page.locator('checkpoint-quiz details');
    await expect(answers).toHaveCount(questions.length);
    await expect(page.locator('checkpoint-quiz').getByRole('button')).toHaveCount(0);
    for (const [place, { choices }] of questions.entries()) {
      const form = page.locator('checkpoint-quiz form').nth(place);
      await expect(form.locator('details li').first()).toBeHidden();
      await form.locator('summary').click();
      await expect(form.locator('details li').filter({ visible: true })).toHaveText(
        choices.map(({ correct }) => (correct ? /^\s*Right\. / : /^\s*Wrong\. /)),
      );
    }
  });

  test('Enter in a question leaves the page where it is', async ({ page }) => {
    await page.goto(ARTICLE);
    await page.locator('checkpoint-quiz input').first().check();
    await page.keyboard.press('Enter');
    await expect(page.locator('checkpoint-quiz input').first()).toBeChecked();
    expect(new URL(page.url()).search).toBe('');
  });
});

test('at 320 px nothing makes the page scroll sideways, and every choice is wide enough for a finger', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openQuiz(page);
  for (const place of questions.keys()) await parts(page, place).notSure.click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  for (const target of await page.locator('checkpoint-quiz :is(label, button)').filter({ visible: true }).all()) {
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
});
