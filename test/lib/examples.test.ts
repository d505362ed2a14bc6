/** Every `@example` of the library is run: `call(args) // expected literal`, the expectation on the same line or the next. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const library = fileURLToPath(new URL('../../src/lib/', import.meta.url));

interface Example {
  line: number;
  call: string;
  /** a JavaScript literal; null where the example tells none */
  expected: string | null;
}

/** Finds the examples in a file's docstrings. */
function examplesOf(text: string): Example[] {
  const found: Example[] = [];
  for (const { start, comment } of docstringsOf(text)) {
    const lines = comment
      .split('\n')
      .map((line) => line.replace(/^\s*\/?\*+(?:\/$|\s?)/, '').replace(/\s*\*\/\s*$/, ''));
    const first = text.slice(0, start).split('\n').length;
    lines.forEach((line, index) => {
      for (const written of line.split('@example ').slice(1)) {
        const next = lines[index + 1]?.trim() ?? '';
        const [call = '', expected] = parts(written) ?? [];
        found.push({
          line: first + index,
          call,
          expected: expected ?? (next.startsWith('//') ? next.slice(2).trim() : null),
        });
      }
    });
  }
  return found;
}

/** The docstrings, found by the compiler's scanner, so that comments within strings and templates are none. */
function docstringsOf(text: string): { start: number; comment: string }[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const visit = (node: ts.Node) => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
      if (text.startsWith('/**', pos)) found.set(pos, text.slice(pos, end));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].map(([start, comment]) => ({ start, comment }));
}

/** Cuts a call from its expectation at the first `//` outside of strings; a tag after the expectation ends it. */
function parts(written: string): [call: string, expected?: string] | null {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, written);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token !== ts.SyntaxKind.SingleLineCommentTrivia) continue;
    const expected = written.slice(scanner.getTokenStart() + 2).replace(/\s@[a-z]+ .*$/, '');
    return [written.slice(0, scanner.getTokenStart()).trim(), expected.trim()];
  }
  return [written.trim()];
}

/** Evaluates an expression with the exports of a file in scope. */
function evaluate(expression: string, scope: object): unknown {
  return vm.runInThisContext(`(({ ${Object.keys(scope).join(', ')} }) => (${expression}))`)(scope);
}

async function run(example: Example, exported: object): Promise<void> {
  if (example.expected === null) throw new Error(`no expectation. Write: ${example.call} // the literal it returns`);
  const value: unknown = await evaluate(example.call, exported);
  expect(value).toEqual(evaluate(example.expected, {}));
}

const examples = globSync('**/*.ts', { cwd: library })
  .toSorted()
  .flatMap((file) => examplesOf(readFileSync(join(library, file), 'utf8')).map((example) => ({ ...example, file })));

test('there are examples', () => expect(examples.length).toBeGreaterThan(10));

test('no mention of an example escapes', () => {
  const mentions = globSync('**/*.ts', { cwd: library })
    .map((file) => readFileSync(join(library, file), 'utf8').split('@example').length - 1)
    .reduce((sum, count) => sum + count, 0);
  expect(examples.length).toBe(mentions);
});

test.each(examples)('$file:$line $call', async ({ file, ...example }) => {
  await run(example, (await import(pathToFileURL(join(library, file)).href)) as object);
});

describe('an example that lies is caught', () => {
  const exported = { double: (value: number) => value * 2, later: async () => ({ ok: true }), quote: () => 'a // b' };

  test.each([
    ['true', '/** Doubles. @example double(2) // 4 @see math */', true],
    ['true, on two lines', '/**\n * @example double(2)\n * // 4\n */', true],
    ['a promise', '/** @example later() // { ok: true } */', true],
    ['slashes in a string', "/** @example quote('//') // 'a // b' */", true],
    ['false', '/** @example double(2) // 5 */', false],
    ['false promise', '/** @example later() // { ok: false } */', false],
    ['without expectation', '/** @example double(2) */', false],
    ['of something that is not exported', '/** @example triple(2) // 6 */', false],
  ])('%s', async (_name, docstring, holds) => {
    const [example, ...more] = examplesOf(`${docstring}\nexport const x = 1;`);
    expect(more).toEqual([]);
    const ran = run(example!, exported);
    await (holds ? expect(ran).resolves.toBeUndefined() : expect(ran).rejects.toThrow());
  });
});
