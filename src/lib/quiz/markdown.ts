/** What of Markdown the texts of a quiz may hold, and how long such a text is to the eye. */

import { fromMarkdown } from 'mdast-util-from-markdown';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/** Names the first kind of Markdown node that a quiz cannot show, or null. @example unsupportedMarkdown('a <b>') // 'html' */
export function unsupportedMarkdown(text: string): string | null {
  return firstUnsupported(fromMarkdown(text));
}

/** Counts what is read: characters without the marks of Markdown. @example visibleLength('an *open* `port`') // 12 */
export function visibleLength(text: string): number {
  return visibleText(fromMarkdown(text)).length;
}

function firstUnsupported(node: Node): string | null {
  if (!SHOWN.has(node.type)) return node.type;
  if (!('children' in node)) return null;
  for (const child of node.children) {
    const found = firstUnsupported(child);
    if (found !== null) return found;
  }
  return null;
}

function visibleText(node: Node): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(visibleText).join('') : '';
}

/** The nodes that the page's Markdown component renders. */
const SHOWN: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'root',
  'paragraph',
  'text',
  'inlineCode',
  'code',
  'emphasis',
  'strong',
  'link',
  'list',
  'listItem',
  'break',
]);
