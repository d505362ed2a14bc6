/**
 * Colours of code blocks as class names: Shiki gives each scope a marker colour, and the transformer turns
 * markers into classes, so that a strict style policy holds and light and dark are one stylesheet's business.
 */

import type { ShikiTransformer, ThemeRegistrationRaw } from 'shiki';

/** Role (the class, styled in styles/code.css) and the TextMate scopes that have it. */
const ROLES: readonly (readonly [role: string, scopes: string[]])[] = [
  ['protocol', ['protocol']],
  ['local-address', ['local.address']],
  ['local-port', ['local.port']],
  ['remote-address', ['remote.address']],
  ['remote-port', ['remote.port']],
  ['state-waiting', ['state.waiting']],
  ['state-opening', ['state.opening']],
  ['state-open', ['state.open']],
  ['state-closing', ['state.closing']],
  ['process', ['process.listing']],
  ['quiet', ['comment', 'punctuation.definition.comment', 'punctuation.prompt']],
  ['command', ['keyword.command', 'entity.name.command', 'support.function', 'entity.name.function']],
  ['keyword', ['keyword', 'storage']],
  ['string', ['string', 'constant.other.option']],
  ['number', ['constant.numeric', 'constant.language']],
];

const marker = (index: number) => `#0000${(index + 1).toString(16).padStart(2, '0')}`;
const roleOfMarker = new Map(ROLES.map(([role], index) => [marker(index), role]));

/** The one theme: every role has its own marker colour, and plain text has none. */
export const markerTheme: ThemeRegistrationRaw = {
  name: 'fivetuple-markers',
  type: 'light',
  fg: '#ffffff',
  bg: '#ffffff',
  settings: [
    { settings: { foreground: '#ffffff', background: '#ffffff' } },
    { scope: ['keyword.operator'], settings: { foreground: '#ffffff' } },
    ...ROLES.map(([, scope], index) => ({ scope, settings: { foreground: marker(index) } })),
  ],
};

/** Replaces every inline style by a class, or by nothing for plain text. */
export const stylesToClasses: ShikiTransformer = {
  name: 'fivetuple:styles-to-classes',
  pre(node) {
    delete node.properties.style;
    node.properties.class = 'code';
  },
  span(node) {
    const color = /color:(#[0-9a-f]{6})/i.exec(String(node.properties.style ?? ''))?.[1]?.toLowerCase();
    delete node.properties.style;
    const role = color === undefined ? undefined : roleOfMarker.get(color);
    if (role !== undefined) node.properties.class = role;
  },
  // Blanks before a token are no part of it: an underline would run through them. Plain text needs no element.
  line(node) {
    node.children = node.children.flatMap((span) => {
      const text = span.type === 'element' ? span.children[0] : undefined;
      if (span.type !== 'element' || text?.type !== 'text') return [span];
      if (span.properties.class === undefined) return [text];
      const blanks = /^\s*/.exec(text.value)![0];
      if (blanks === '') return [span];
      return [
        { type: 'text' as const, value: blanks },
        { ...span, children: [{ type: 'text' as const, value: text.value.slice(blanks.length) }] },
      ];
    });
  },
};
