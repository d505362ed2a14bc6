import { expect, test } from 'vitest';
import { joinStyles, narrowPolicy } from '../../tools/page-policy.ts';

function page(policy: string, body = '') {
  return `<head><meta http-equiv="content-security-policy" content="${policy}"></head>${body}`;
}

const built = "default-src 'none'; script-src 'self' 'sha256-Zm9yZWlnbg=='; style-src 'self' 'sha256-b3RoZXI=';";
// printf 'body{}' | openssl dgst -sha256 -binary | base64, and the same of 'go()'
const hashOf = {
  'body{}': "'sha256-fJgEClQWV1hGkK4qHMO0KotTsVnMYMXTq7/suurGyUo='",
  'go()': "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='",
};

test.each([
  ['hashes of other pages go', '', "script-src 'self'; style-src 'self';"],
  ['an inline style is admitted', '<style>body{}</style>', `script-src 'self'; style-src 'self' ${hashOf['body{}']};`],
  [
    'the same style twice is admitted once',
    '<style>body{}</style><style>body{}</style>',
    `script-src 'self'; style-src 'self' ${hashOf['body{}']};`,
  ],
  ['an inline script is admitted', '<script>go()</script>', `script-src 'self' ${hashOf['go()']}; style-src 'self';`],
  [
    'an inline module is admitted',
    '<script type="module">go()</script>',
    `script-src 'self' ${hashOf['go()']}; style-src 'self';`,
  ],
  [
    'a script file needs no hash',
    '<script type="module" src="/page.js"></script>',
    "script-src 'self'; style-src 'self';",
  ],
  ['data is no script', '<script type="application/json">{}</script>', "script-src 'self'; style-src 'self';"],
])('%s', (_name, body, expected) => {
  expect(narrowPolicy(page(built, body))).toBe(page(`default-src 'none'; ${expected}`, body));
});

test('a worker is admitted where the page has one, and nowhere else', () => {
  const strict = `${built} trusted-types 'none';`;
  const policyOf = (body: string) => narrowPolicy(page(strict, body)).match(/content="([^"]*)"/)![1];
  expect(policyOf('<lens-page data-worker><p></p></lens-page>')).toContain(
    "trusted-types fivetuple; worker-src 'self';",
  );
  for (const body of ['<lens-page></lens-page>', '<p>data-worker </p>', '<p title="a">x data-worker ></p>']) {
    expect(policyOf(body)).toContain("trusted-types 'none';");
    expect(policyOf(body)).not.toContain('worker-src');
  }
  expect(() => narrowPolicy(page(built, '<lens-page data-worker></lens-page>'))).toThrow('does not say trusted-types');
});

test.each([
  ['a page without a policy', '<head></head>', 'no content security policy'],
  ['a policy without styles', page("default-src 'none'; script-src 'self';"), 'does not say style-src'],
])('%s fails the build', (_name, html, message) => expect(() => narrowPolicy(html)).toThrow(message));

test('stylesheets side by side become one, in order', () => {
  expect(joinStyles('<style>a{}</style><style>b{}</style> <style>c{}</style><p></p><style>d{}</style>')).toBe(
    '<style>a{}\nb{}\nc{}</style><p></p><style>d{}</style>',
  );
});
