import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeQuizProblem, readQuiz } from '../../../src/lib/quiz/schema.ts';

const RIGHT = `title: Ports
questions:
  - id: server-port
    kind: single
    prompt: How many local ports do 1,000 accepted connections use?
    choices:
      - id: one
        text: One
        correct: true
        why: Every accepted socket keeps it.
      - id: thousand
        text: A thousand
        why: That is the clients' side.
      - id: two
        text: Two
        why: accept() takes no port.
`;

/** The problems of the right quiz after a change to its text. */
function problemsAfter(change: (text: string) => string): string[] {
  const changed = change(RIGHT);
  expect(changed).not.toBe(RIGHT);
  const read = readQuiz(changed);
  return read.ok ? [] : read.problems.map((problem) => describeQuizProblem('x.yaml', problem));
}

test('a right file is read, and left-out fields get their defaults', () => {
  const read = readQuiz(RIGHT);
  expect(read).toMatchObject({
    ok: true,
    quiz: { title: 'Ports', questions: [{ id: 'server-port', kind: 'single' }] },
  });
  expect(read.ok && read.quiz.questions[0]?.choices.map(({ correct }) => correct)).toEqual([true, false, false]);
});

test('every optional field is accepted', () => {
  const fields =
    'source: RFC 9293\n    difficulty: 2\n    os: linux\n    objective: tell ports\n    hints: [Count.]\n    version: 2\n    ';
  expect(problemsAfter((text) => text.replace('kind: single', `${fields}kind: single`))).toEqual([]);
});

const HERE = 'question "server-port"';

describe('a wrong file is told with line, column, question, reason and what to change', () => {
  test.each<[string, (text: string) => string, string]>([
    [
      'two choices marked correct in a single choice',
      (text) => text.replace('text: Two', 'text: Two\n        correct: true'),
      `x.yaml:7:7: ${HERE}: 2 choices are marked correct (one, two), a single choice has exactly one. Mark one, or write kind: multiple.`,
    ],
    [
      'none marked correct in a single choice',
      (text) => text.replace('        correct: true\n', ''),
      `x.yaml:7:7: ${HERE}: no choice is marked correct, a single choice has exactly one. Mark it with correct: true.`,
    ],
    [
      'none marked correct in a multiple choice',
      (text) => text.replace('        correct: true\n', '').replace('single', 'multiple'),
      `x.yaml:7:7: ${HERE}: no choice is marked correct, a multiple choice has at least one. Mark it with correct: true.`,
    ],
    [
      'a choice without a reason',
      (text) => text.replace("        why: That is the clients' side.\n", ''),
      `x.yaml:11:9: ${HERE}, choice "thousand": "why" is missing. Write why the choice is right, or which misconception it is and what mends it.`,
    ],
    [
      'an empty reason',
      (text) => text.replace("That is the clients' side.", "' '"),
      `x.yaml:13:14: ${HERE}, choice "thousand": "why" is empty. Write why the choice is right, or which misconception it is and what mends it.`,
    ],
    [
      'an unknown field',
      (text) => `${text}        reason: none\n`,
      `x.yaml:17:9: ${HERE}, choice "two": a choice has no field "reason". Its fields are: id, text, correct, why.`,
    ],
    [
      'an unknown field of the question',
      (text) => text.replace('kind: single', 'kind: single\n    hint: Count'),
      `x.yaml:5:5: ${HERE}: a question of the kind single has no field "hint". Its fields are: id, prompt, source, difficulty, os, objective, hints, version, kind, choices.`,
    ],
    [
      'an unknown kind',
      (text) => text.replace('kind: single', 'kind: signle'),
      `x.yaml:4:11: ${HERE}: there is no kind "signle". The kinds are: single, multiple.`,
    ],
    [
      'no kind',
      (text) => text.replace('    kind: single\n', ''),
      `x.yaml:3:5: ${HERE}: "kind" is missing. The kinds are: single, multiple.`,
    ],
    [
      'an id that is only a place',
      (text) => text.replace('id: thousand', 'id: b'),
      `x.yaml:11:13: ${HERE}, choice "b": the id "b" does not fit. Write lower-case words joined by hyphens, such as server-port; a letter or a number alone is a place, no name.`,
    ],
    [
      'a choice without an id',
      (text) => text.replace('id: thousand\n        text', 'text'),
      `x.yaml:11:9: ${HERE}, choice 2: "id" is missing. Name the choice: Write lower-case words joined by hyphens, such as server-port; a letter or a number alone is a place, no name.`,
    ],
    [
      'a choice id twice',
      (text) => text.replace('id: two', 'id: one'),
      `x.yaml:14:13: ${HERE}, choice "one": the choice "one" stands here twice. Give each choice an id of its own.`,
    ],
    [
      'a question id twice',
      (text) => text + text.slice(text.indexOf('  - id: server-port')),
      `x.yaml:17:9: ${HERE}: the question "server-port" stands here twice. Give each question an id of its own.`,
    ],
    [
      'two choices only',
      (text) => text.slice(0, text.indexOf('      - id: two')),
      `x.yaml:7:7: ${HERE}: a question has 3 choices or more, this one has 2. Add a misconception that readers really have; two are enough only for True and False, or Yes and No.`,
    ],
    [
      'a choice that leans on the others',
      (text) => text.replace('text: Two', 'text: None of the above'),
      `x.yaml:15:15: ${HERE}, choice "two": "None of the above" leans on the order of the choices. Make the question multiple, or name what you mean.`,
    ],
    [
      'a text that YAML reads as a number',
      (text) => text.replace('text: Two', 'text: 443'),
      `x.yaml:15:15: ${HERE}, choice "two": "text" is no text to YAML. Put it in quotes: "443".`,
    ],
    [
      'a claim that YAML reads as a text',
      (text) => text.replace('correct: true', 'correct: yes'),
      `x.yaml:9:18: ${HERE}, choice "one": "correct" is neither true nor false. Write correct: true, or leave it out for a wrong choice.`,
    ],
    [
      'Markdown that the page does not show',
      (text) => text.replace('That is the', 'That is <em>the</em>'),
      `x.yaml:13:14: ${HERE}, choice "thousand": "why" has Markdown that a quiz does not show (html). Use paragraphs, lists, code, emphasis and links; put code spans around < and >.`,
    ],
    [
      'no questions',
      (text) => text.slice(0, text.indexOf('questions:')),
      'x.yaml:1:1: "questions" is no list of questions. Write a list, each with id, kind and prompt.',
    ],
    [
      'an empty file',
      () => '',
      'x.yaml:1:1: a quiz is a map of fields, this is not. Its fields are: title, questions.',
    ],
    [
      'a difficulty beyond the scale',
      (text) => text.replace('kind: single', 'kind: single\n    difficulty: 4'),
      `x.yaml:5:17: ${HERE}: "difficulty" is 1, 2 or 3: recall, apply, combine.`,
    ],
    [
      'an unquoted star, which YAML takes for an alias',
      (text) => text.replace('text: Two', 'text: *:443'),
      'x.yaml:15:15: "*:443" is an alias to YAML. Put the text in quotes.',
    ],
  ])('%s', (_name, change, report) => expect(problemsAfter(change)).toEqual([report]));

  test('broken YAML', () => {
    const [report] = problemsAfter((text) => text.replace('text: Two', "text: 'Two"));
    expect(report).toMatch(
      /^x\.yaml:\d+:\d+: this is no YAML: .*Check indentation, quotes and colons around this place\.$/,
    );
  });

  test('a key twice', () => {
    const [report] = problemsAfter((text) => text.replace('kind: single', 'kind: single\n    kind: multiple'));
    expect(report).toMatch(/^x\.yaml:5:5: this is no YAML: Map keys must be unique/);
  });

  test('several problems, in the order of the file', () => {
    const change = (text: string) => text.replace('text: Two', 'text: 2').replace('text: One', 'text: 1');
    expect(problemsAfter(change).map((report) => report.slice(0, 11))).toEqual(['x.yaml:8:15', 'x.yaml:15:1']);
  });
});

test('two choices are enough for yes or no', () => {
  const yesOrNo = RIGHT.slice(0, RIGHT.indexOf('      - id: two'))
    .replace('text: One', 'text: "Yes"')
    .replace('text: A thousand', 'text: "No."');
  expect(readQuiz(yesOrNo)).toMatchObject({ ok: true });
});

test('right choices that stand out by length over the quiz are told', () => {
  const question = RIGHT.slice(RIGHT.indexOf('  - id: server-port')).replace(
    'text: One',
    'text: One port, shared by all of them',
  );
  const text =
    RIGHT.slice(0, RIGHT.indexOf('  - id')) +
    [1, 2, 3].map((n) => question.replace('server-port', `port-${n}`)).join('');
  const read = readQuiz(text);
  expect(read.ok ? [] : read.problems.map((problem) => describeQuizProblem('x.yaml', problem))).toEqual([
    'x.yaml:3:3: in 3 of 3 questions a right choice is the longest, by chance it would be in 1.0. ' +
      'Even out the lengths, so that the wording does not give the answer away.',
  ]);
});

test('nothing throws, whatever the text', () => {
  fc.assert(fc.property(fc.string(), (text) => void readQuiz(text)));
  fc.assert(
    fc.property(fc.nat(RIGHT.length), fc.string({ maxLength: 6 }), (at, insert) => {
      readQuiz(RIGHT.slice(0, at) + insert + RIGHT.slice(at));
    }),
  );
});

const FOLDER = new URL('../../../src/content/quizzes/', import.meta.url);

test.each(readdirSync(FOLDER))('%s is a right quiz of six questions or more', (name) => {
  const read = readQuiz(readFileSync(new URL(name, FOLDER), 'utf8'));
  expect(read.ok ? [] : read.problems.map((problem) => describeQuizProblem(name, problem))).toEqual([]);
  expect(read.ok && read.quiz.questions.length).toBeGreaterThanOrEqual(6);
  expect(read.ok && read.quiz.questions.filter(({ source }) => source === undefined)).toEqual([]);
});
