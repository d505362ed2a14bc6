/** The first article as a text: its length, its voice, its examples, and what it must cover. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { articleBody, articleText } from './article.ts';

const source = readFileSync(new URL('../../src/content/articles/port-vs-socket.mdx', import.meta.url), 'utf8');

test('it is between 1,200 and 1,800 words long', () => {
  const words = articleText.match(/[\p{L}\p{N}]+(?:[’'.:-][\p{L}\p{N}]+)*/gu)!.length;
  expect(words).toBeGreaterThanOrEqual(1200);
  expect(words).toBeLessThanOrEqual(1800);
});

test.each(['simply', 'just', 'easily', 'obviously', 'of course'])('it does without "%s"', (filler) => {
  expect(articleText).not.toMatch(new RegExp(`\\b${filler}\\b`, 'i'));
});

test('it does not shout', () => {
  expect(articleText).not.toContain('!');
});

test.each(['TupleParser', 'PortLookup', 'ListingLens', 'ConnectionFlow', 'Quiz'])('it places %s once', (widget) => {
  expect(articleBody.match(new RegExp(`<${widget}\\b`, 'g'))).toHaveLength(1);
});

describe('its addresses', () => {
  /** The cast, loopback and wildcard, and the two addresses of the first example. */
  const known = ['192.0.2.10', '203.0.113.80', '127.0.0.1', '0.0.0.0', '192.168.1.5', '93.184.216.34'];
  const found = new Set(articleBody.match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g));

  test.each([...found])('%s belongs to the cast', (address) => expect(known).toContain(address));
  test('the whole cast of the first example is there', () => {
    expect(found).toContain('192.168.1.5');
    expect(found).toContain('93.184.216.34');
  });
});

describe('its code blocks', () => {
  const blocks = [...articleBody.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, code]) => ({
    language,
    code: code!,
  }));

  test('each has a language', () => {
    for (const { language, code } of blocks) expect(['sh', 'powershell', 'listing', 'text'], code).toContain(language);
  });

  test('commands can be copied: no prompt, and no output among them', () => {
    for (const { language, code } of blocks) {
      if (language === 'sh' || language === 'powershell') expect(code).not.toMatch(/^\s*(?:[$#%>]|PS |C:)/m);
    }
  });
});

describe('its sources', () => {
  const frontmatter = source.slice(0, source.indexOf('\n---\n', 4));
  const listed = [...frontmatter.matchAll(/url: '([^'#]+)/g)].map(([, url]) => url!);
  const linked = new Set([...articleBody.matchAll(/\]\((https:[^)#]+)/g)].map(([, url]) => url!));

  /** Man pages of one kind are listed once, at the first of them. */
  const ROOTS = ['https://man7.org/linux/man-pages/'];

  test.each([...linked])('%s, linked where a claim stands, is listed', (url) => {
    const root = ROOTS.find((prefix) => url.startsWith(prefix));
    expect(listed.some((entry) => (root === undefined ? entry === url : entry.startsWith(root)))).toBe(true);
  });

  test.each(listed)('%s is linked in the text, or is its manual page', (url) => {
    expect(linked.has(url) || ROOTS.some((prefix) => url.startsWith(prefix))).toBe(true);
  });
});
