/** The quiz's door for the build: reads a quiz file and tells what is wrong with it, and where, as a good compiler does. */

import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { idField, object, textField } from './fields.ts';
import { multipleSchema } from './kinds/multiple.ts';
import { singleSchema } from './kinds/single.ts';
import type { QuestionKind, Quiz } from './question.ts';
import { lengthStandout } from './wording.ts';

/** What is wrong at one place of a quiz file. */
export interface QuizProblem {
  /** 1-based */
  line: number;
  column: number;
  /** what it concerns: `question "server-port", choice "one"`; empty for the file as a whole */
  where: string;
  /** what is wrong, then what to change */
  message: string;
}

/**
 * Reads a quiz file: YAML, then the schema, then what holds over the whole quiz.
 *
 * @returns the quiz, or every problem that was found, in the order of the file
 */
export function readQuiz(text: string): { ok: true; quiz: Quiz } | { ok: false; problems: QuizProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    problemAt(
      lines,
      pos[0],
      '',
      `this is no YAML: ${message}. Check indentation, quotes and colons around this place.`,
    ),
  );
  // An unquoted *:443 is an alias to YAML, and a quiz has no use for those.
  visit(document, {
    Alias(_key, { range, source }) {
      const message = `"*${source}" is an alias to YAML. Put the text in quotes.`;
      problems.push(problemAt(lines, range?.[0] ?? 0, '', message));
    },
  });
  if (problems.length > 0) return { ok: false, problems: problems.toSorted(byPlace) };
  const content: unknown = document.toJS();
  const read = quizSchema().safeParse(content);
  if (read.success) return { ok: true, quiz: read.data };
  const found = read.error.issues.map((issue) => {
    const field = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    return problemAt(lines, placeOf(document, issue.path, field), nameOf(content, issue.path), issue.message);
  });
  return { ok: false, problems: found.toSorted(byPlace) };
}

/** Says a problem in one line. @example describeQuizProblem('quizzes/x.yaml', { line: 12, column: 5, where: 'question "ssh"', message: '"why" is missing.' }) // 'quizzes/x.yaml:12:5: question "ssh": "why" is missing.' */
export function describeQuizProblem(file: string, { line, column, where, message }: QuizProblem): string {
  return `${file}:${line}:${column}: ${where === '' ? '' : `${where}: `}${message}`;
}

/** The schema of a whole quiz file. */
export function quizSchema() {
  const kinds = Object.keys(SCHEMAS).join(', ');
  const question = z.discriminatedUnion('kind', [questionSchema('single'), questionSchema('multiple')], {
    error: ({ input }) =>
      isFields(input)
        ? `${'kind' in input ? `there is no kind "${input.kind}"` : '"kind" is missing'}. The kinds are: ${kinds}.`
        : 'a question is a map of fields, this is not. Start it with an id and a kind.',
  });
  const questions = z
    .array(question, { error: '"questions" is no list of questions. Write a list, each with id, kind and prompt.' })
    .min(1, 'a quiz has at least one question. Write one.')
    .superRefine((all, { addIssue }) => {
      all.forEach(({ id }, index) => {
        if (all.findIndex((other) => other.id === id) === index) return;
        const message = `the question "${id}" stands here twice. Give each question an id of its own.`;
        addIssue({ code: 'custom', path: [index, 'id'], message });
      });
      const standout = lengthStandout(all);
      if (standout === null) return;
      const { end, count, expected } = standout;
      addIssue(
        `in ${count} of ${all.length} questions a right choice is the ${end}, by chance it would be in ${expected.toFixed(1)}. ` +
          'Even out the lengths, so that the wording does not give the answer away.',
      );
    });
  return object('a quiz', { title: textField('title', 'what the quiz asks about'), questions });
}

/** One line a kind. */
const SCHEMAS = { single: singleSchema, multiple: multipleSchema } satisfies Record<QuestionKind, () => object>;

/** The fields of every question, then those of its kind. */
function questionSchema<K extends QuestionKind>(kind: K) {
  return object(`a question of the kind ${kind}`, {
    id: idField('the question'),
    prompt: textField('prompt', 'what is asked'),
    source: textField('source', 'where the answer is written').optional(),
    difficulty: z.literal([1, 2, 3], '"difficulty" is 1, 2 or 3: recall, apply, combine.').optional(),
    os: z.literal(SYSTEMS, `"os" is one of: ${SYSTEMS.join(', ')}.`).optional(),
    objective: textField('objective', 'what the reader can do').optional(),
    hints: z.array(textField('hint', 'a step towards the answer'), '"hints" is a list of texts.').min(1).optional(),
    version: z.int('"version" is a whole number from 1.').positive('"version" is a whole number from 1.').optional(),
    ...(SCHEMAS[kind]() as ReturnType<(typeof SCHEMAS)[K]>),
  });
}

const SYSTEMS = ['linux', 'macos', 'windows', 'freebsd', 'openbsd', 'solaris', 'aix'] as const;

/** Where in the text the value at a path begins; where there is none, where the innermost thing around it does. */
function placeOf(document: Document, path: readonly PropertyKey[], unknownField: string | undefined): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (!isNode(node)) continue;
    const pair = isMap(node) && node.items.find(({ key }) => isScalar(key) && key.value === unknownField);
    const place = isPair(pair) && isNode(pair.key) ? pair.key : node;
    return place.range?.[0] ?? 0;
  }
  return 0;
}

/** Names question and choice at a path by their ids, or by their places where they have none. */
function nameOf(content: unknown, path: readonly PropertyKey[]): string {
  const names: string[] = [];
  let value = content;
  path.forEach((step, index) => {
    value = isFields(value) ? value[String(step)] : undefined;
    const what = LISTS.get(path[index - 1]);
    if (what === undefined) return;
    names.push(
      isFields(value) && typeof value.id === 'string' ? `${what} "${value.id}"` : `${what} ${Number(step) + 1}`,
    );
  });
  return names.join(', ');
}

const LISTS = /* @__PURE__ */ new Map<PropertyKey | undefined, string>([
  ['questions', 'question'],
  ['choices', 'choice'],
]);

function problemAt(lines: LineCounter, offset: number, where: string, message: string): QuizProblem {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), where, message };
}

function byPlace(one: QuizProblem, other: QuizProblem): number {
  return one.line - other.line || one.column - other.column;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
