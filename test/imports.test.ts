/** The arrows of the design: who may import whom, and that importing the library does nothing. Read by the compiler's parser. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The rooms of `src/lib`, upper floors first. A file imports from its own floor or from lower ones; first match places it. */
const FLOORS: readonly (readonly RegExp[])[] = [
  [/^index\.ts$/],
  [/^quiz\//],
  [/^listing\/(?!formats\/|(?:format|fields|memory|address-field)\.ts)/, /^tuple[/.]/],
  [/^listing\/formats\//],
  [/^listing\/(?:format|fields|memory|address-field)\.ts$/],
  [/^endpoint\.ts$/, /^bind[/.]/, /^demultiplex[/.]/, /^registry\//],
  [/^address\.ts$/, /^port\.ts$/, /^service-names\.ts$/, /^tcp\.ts$/],
  [/^socket\.ts$/],
  [/^result\.ts$/],
];

/** What a listing format may use, and nothing else; words are the dictionaries of tools that speak many languages. */
const FORMAT_NEEDS =
  /^src\/lib\/(?:socket|endpoint|address|port|service-names|result|listing\/(?:format|fields|memory|address-field|formats\/(?:[\w-]+-)?words))\.ts$/;

/** The doors of the library: for pages and widgets, and the one for the build alone. */
const DOORS = /^src\/lib\/(?:index|quiz\/index|registry\/index)\.ts$/;
const BUILD_DOOR = 'src/lib/quiz/schema.ts';
const BUILD_FILES = /^src\/(?:content\.config|quiz-loader)\.ts$/;

/** Packages that the library may use: each runs in a browser as well as in Node. */
const PACKAGES = new Set(['zod', 'yaml', 'mdast-util-from-markdown']);
/** Packages that stay behind the quiz's build door; its files are dropped from pages (see `quiz/page.test.ts`). */
const QUIZ_PACKAGES = new Set(['zod', 'yaml', 'mdast-util-from-markdown']);

/** Names that only a browser or only Node has. */
const FOREIGN_GLOBALS = new Set(
  'window document navigator location history localStorage sessionStorage customElements HTMLElement Element Node fetch process Buffer global require __dirname __filename'.split(
    ' ',
  ),
);

/** Every fault in one file, as `file:line: what`. */
function faults(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, script(file, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const tell = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push(`${file}:${line + 1}: ${what}`);
  };
  for (const { node, specifier } of importsOf(source)) {
    const target = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    const fault = file.startsWith('src/lib/') ? faultInLibrary(file, target) : faultOutside(file, target);
    if (fault !== null) tell(node, fault);
  }
  if (file.startsWith('src/lib/')) {
    for (const node of effectsOf(source)) tell(node, 'runs when the file is imported');
    for (const node of foreignGlobalsOf(source))
      tell(node, `uses ${node.text}, which not every home of the library has`);
  }
  return found;
}

/** The script of an Astro component is what stands between its fences; lines keep their numbers. */
function script(file: string, text: string): string {
  if (!file.endsWith('.astro')) return text;
  return /^---\n([\s\S]*?)\n---/.exec(text)?.[0].replaceAll('---', '') ?? '';
}

/** Imports, re-exports, dynamic imports and import types. */
function importsOf(source: ts.SourceFile): { node: ts.Node; specifier: string }[] {
  const found: { node: ts.Node; specifier: string }[] = [];
  const visit = (node: ts.Node) => {
    let specifier: ts.Node | undefined;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) specifier = node.argument.literal;
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      specifier = node.arguments[0];
    }
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ node, specifier: specifier.text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The folder of a format that has several files; null for a format of one file. */
function ownFolder(file: string): string | null {
  return /^src\/lib\/listing\/formats\/([\w-]+)\//.exec(file)?.[1] ?? null;
}

function floorOf(libraryFile: string): number {
  return FLOORS.findIndex((rooms) => rooms.some((room) => room.test(libraryFile)));
}

function faultInLibrary(file: string, target: string): string | null {
  if (!target.startsWith('src/')) {
    if (!PACKAGES.has(target)) return `the library may not import ${target}`;
    return QUIZ_PACKAGES.has(target) && !file.startsWith('src/lib/quiz/') ? `only quiz schemas import ${target}` : null;
  }
  if (!target.startsWith('src/lib/')) return `the library imports nothing from outside: ${target}`;
  if (!target.endsWith('.ts')) return `an import names its file with .ts: ${target}`;
  if (file.startsWith('src/lib/listing/formats/')) {
    if (ownFolder(file) !== null && ownFolder(file) === ownFolder(target)) return null;
    return FORMAT_NEEDS.test(target) ? null : `a format imports only what it reads into, not ${target}`;
  }
  const [from, to] = [file, target].map((path) => floorOf(path.slice('src/lib/'.length))) as [number, number];
  if (from < 0) return `${file} has no floor yet; add it to the design and to FLOORS`;
  if (to < 0) return `${target} has no floor yet; add it to the design and to FLOORS`;
  return to < from ? `imports go down, not up to ${target}` : null;
}

function faultOutside(file: string, target: string): string | null {
  if (!target.startsWith('src/lib/') || DOORS.test(target)) return null;
  if (target === BUILD_DOOR && BUILD_FILES.test(file)) return null;
  return `the library has doors; ${target} is none for this file`;
}

/** What runs at import: statements other than declarations, and calls in a declaration's value that are not marked pure. */
function effectsOf(source: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node, pure: boolean) => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node) || isInstanceField(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
      // What a pure call is given counts with it: it must itself be free of effects, which tables of literals are.
      if (!pure && !isMarkedPure(source, node)) found.push(node);
      else ts.forEachChild(node, (child) => visit(child, true));
      return;
    }
    if (ts.isAwaitExpression(node) || ts.isDeleteExpression(node) || isAssignment(node)) found.push(node);
    else ts.forEachChild(node, (child) => visit(child, pure));
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) || ts.isClassDeclaration(statement)) visit(statement, false);
    else if (!isDeclaration(statement)) found.push(statement);
  }
  return found;
}

/** Fields of an instance are filled when it is made, not when the class is. */
function isInstanceField(node: ts.Node): boolean {
  return ts.isPropertyDeclaration(node) && !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

function isDeclaration(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return statement.importClause !== undefined;
  return (
    ts.isExportDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  );
}

function isAssignment(node: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

function isMarkedPure(source: ts.SourceFile, node: ts.Node): boolean {
  return /[@#]__PURE__/.test(source.text.slice(node.getFullStart(), node.getStart(source)));
}

/** Names of a browser or of Node that are used as values and not declared by the file itself. */
function foreignGlobalsOf(source: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const declared = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (isNaming(node) && node.name !== undefined && ts.isIdentifier(node.name)) declared.add(node.name.text);
    if (ts.isIdentifier(node) && FOREIGN_GLOBALS.has(node.text) && !isProperty(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter(({ text }) => !declared.has(text));
}

function isNaming(node: ts.Node): node is ts.NamedDeclaration {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isImportSpecifier(node)
  );
}

/** Claims that the name is a member's, as in `socket.process` or `{ process: 1 }`. */
function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ((ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node)
  );
}

const files = globSync('src/**/*.{ts,astro,mdx}', { cwd: root }).toSorted();

test('there are files to check, the library among them', () => {
  expect(files.filter((file) => file.startsWith('src/lib/')).length).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith('.astro')).length).toBeGreaterThan(5);
});

test.each(files.filter((file) => !file.endsWith('.mdx')))('%s', (file) => {
  expect(faults(file, readFileSync(join(root, file), 'utf8'))).toEqual([]);
});

describe('a file that breaks a rule is caught', () => {
  test.each([
    [
      'the library imports Node',
      'src/lib/port.ts',
      "import { readFileSync } from 'node:fs';",
      /may not import node:fs/,
    ],
    ['the library imports Astro', 'src/lib/port.ts', "import type { Page } from 'astro';", /may not import astro/],
    [
      'an arrow goes up',
      'src/lib/port.ts',
      "import { parseEndpoint } from './endpoint.ts';",
      /not up to src\/lib\/endpoint\.ts/,
    ],
    ['a type goes up', 'src/lib/result.ts', "type S = import('./socket.ts').Socket;", /not up to src\/lib\/socket\.ts/],
    ['a re-export goes up', 'src/lib/socket.ts', "export { parsePort } from './port.ts';", /not up/],
    ['a dynamic import goes up', 'src/lib/socket.ts', "export const later = () => import('./port.ts');", /not up/],
    ['a door is entered from below', 'src/lib/quiz/grade.ts', "import { parsePort } from '../index.ts';", /not up/],
    [
      'the library imports a widget',
      'src/lib/tuple.ts',
      "import { quiz } from '../components/quiz/quiz.ts';",
      /nothing from outside/,
    ],
    ['a file has no floor', 'src/lib/novelty.ts', "import { success } from './result.ts';", /has no floor yet/],
    ['zod outside the quiz', 'src/lib/port.ts', "import { z } from 'zod';", /only quiz schemas import zod/],
    [
      'a format imports the parser',
      'src/lib/listing/formats/ss.ts',
      "import { clean } from '../clean.ts';",
      /a format imports only/,
    ],
    [
      'a widget imports past the door',
      'src/components/quiz/quiz.ts',
      "import { parsePort } from '../../lib/port.ts';",
      /is none for this file/,
    ],
    [
      'a widget imports the schema',
      'src/components/quiz/quiz.ts',
      "import { readQuiz } from '../../lib/quiz/schema.ts';",
      /is none for this file/,
    ],
    [
      'a component imports past the door',
      'src/components/a/A.astro',
      "---\nimport { tcpState } from '../../lib/socket.ts';\n---\n<p />",
      /A\.astro:2: .*is none for this file/,
    ],
    ['an extension is left out', 'src/lib/port.ts', "import { success } from './result';", /names its file with \.ts/],
    ['a call at import', 'src/lib/port.ts', 'const started = Date.now();', /runs when the file is imported/],
    [
      'a construction at import',
      'src/lib/port.ts',
      'export const TABLE = new Map();',
      /runs when the file is imported/,
    ],
    [
      'a call within a table',
      'src/lib/port.ts',
      'const TABLE = { now: [Date.now()] };',
      /runs when the file is imported/,
    ],
    ['a static field', 'src/lib/port.ts', 'class A { static now = Date.now(); }', /runs when the file is imported/],
    ['a statement at import', 'src/lib/port.ts', "Array.prototype.at = () => 'x';", /runs when the file is imported/],
    [
      'a loop at import',
      'src/lib/port.ts',
      'for (const port of [80]) console.log(port);',
      /runs when the file is imported/,
    ],
    ['an import for its effect', 'src/lib/port.ts', "import './result.ts';", /runs when the file is imported/],
    ['the page', 'src/lib/port.ts', 'export const title = () => document.title;', /uses document/],
    ['the process', 'src/lib/port.ts', 'export const arguments_ = () => process.argv;', /uses process/],
  ])('%s', (_name, file, text, fault) => expect(faults(file, text)).toEqual([expect.stringMatching(fault)]));

  test.each([
    [
      'a table',
      'src/lib/port.ts',
      'const RANGES = [{ first: 0, last: 1023 }] as const; export const HIGHEST = -1 + 2 ** 16;',
    ],
    [
      'a pure call',
      'src/lib/port.ts',
      'const NAMES = /* @__PURE__ */ new Map([...[1].map((port) => [port, port] as const)]);',
    ],
    ['a field of an instance', 'src/lib/port.ts', 'export class Names { #all = new Map(); }'],
    ['a call within a function', 'src/lib/port.ts', 'export const now = () => Date.now();'],
    [
      'a member of the name of a global',
      'src/lib/port.ts',
      'export const name = (socket: { process: string }) => socket.process;',
    ],
    [
      'down',
      'src/lib/endpoint.ts',
      "import { parsePort } from './port.ts';\nexport type { Result } from './result.ts';",
    ],
    ['through the door', 'src/components/quiz/quiz.ts', "import { parsePort } from '../../lib/index.ts';"],
    ['the build through its door', 'src/quiz-loader.ts', "import { readQuiz } from './lib/quiz/schema.ts';"],
  ])('but not %s', (_name, file, text) => expect(faults(file, text)).toEqual([]));
});
