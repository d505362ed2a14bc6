/**
 * Narrows each page's content security policy to what that page has inline, its stylesheets joined into one.
 *
 * Astro's policy lists the hash of every script and stylesheet of the whole site, files that 'self' admits already
 * among them, and lacks the styles that a widget inside an article brings. Here each page admits its own, and no others.
 */

import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

export function pagePolicy(): AstroIntegration {
  return {
    name: 'fivetuple:page-policy',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const dist = fileURLToPath(dir);
        for (const file of globSync('**/*.html', { cwd: dist })) {
          const path = `${dist}/${file}`;
          writeFileSync(path, narrowPolicy(joinStyles(readFileSync(path, 'utf8'))));
        }
      },
    },
  };
}

/** Joins stylesheets that stand side by side: one needs one hash. */
export function joinStyles(html: string): string {
  return html.replaceAll(/<\/style>\s*<style>/g, '\n');
}

/**
 * Rewrites the script-src and style-src of a page's policy, and admits a worker of the site's own where the page has one:
 * an element with `data-worker`, whose script makes the worker's address through the Trusted Types policy `fivetuple`.
 *
 * @param html a page as Astro built it, with a `<meta http-equiv="content-security-policy">`
 * @throws where the page has no policy, or one that does not name scripts and styles
 */
export function narrowPolicy(html: string): string {
  const policy = POLICY.exec(html)?.[2];
  if (policy === undefined) throw new Error('This page has no content security policy.');
  const narrow = Object.entries(INLINE).reduce(
    (text, [directive, element]) => {
      const stands = new RegExp(`${directive} [^;"]*`);
      if (!stands.test(text)) throw new Error(`The policy of this page does not say ${directive}.`);
      return text.replace(stands, [directive, "'self'", ...inlineHashes(html, element)].join(' '));
    },
    withWorker(policy, html),
  );
  return html.replace(POLICY, (_meta, before: string) => `${before}${narrow}"`);
}

function withWorker(policy: string, html: string): string {
  if (!/<[a-z-]+[^>]* data-worker[ >=]/.test(html)) return policy;
  if (!policy.includes(NO_TRUSTED_TYPES)) throw new Error('The policy of this page does not say trusted-types.');
  return policy.replace(NO_TRUSTED_TYPES, "trusted-types fivetuple; worker-src 'self'");
}

const NO_TRUSTED_TYPES = "trusted-types 'none'";

const POLICY = /(<meta http-equiv="content-security-policy" content=")([^"]*)"/;

/** What stands inline, by the directive that admits it. Scripts that only hold data are not run and need no hash. */
const INLINE: Record<string, RegExp> = {
  'script-src': /<script(?: type="module")?>([\s\S]*?)<\/script>/g,
  'style-src': /<style>([\s\S]*?)<\/style>/g,
};

function inlineHashes(html: string, element: RegExp): string[] {
  const hashes = Array.from(html.matchAll(element), ([, text]) => {
    const digest = createHash('sha256').update(text!).digest('base64');
    return `'sha256-${digest}'`;
  });
  return [...new Set(hashes)];
}
