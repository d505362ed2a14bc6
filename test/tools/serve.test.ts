import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, serve } from '../../tools/serve.ts';

const site = mkdtempSync(join(tmpdir(), 'fivetuple-site-'));
let server: Server;

beforeAll(async () => {
  mkdirSync(join(site, '_astro'));
  mkdirSync(join(site, 'learn'));
  writeFileSync(join(site, 'index.html'), 'home');
  writeFileSync(join(site, '404.html'), 'nothing listens here');
  writeFileSync(join(site, 'learn', 'index.html'), 'learn');
  writeFileSync(join(site, '_astro', 'page.abc123.js'), 'hashed');
  server = await serve(site, { host: '127.0.0.1', port: 0 });
});

afterAll(() => server.close());

test.each([
  ['the home page', '/', 200, 'home', 'no-cache'],
  ['a folder', '/learn/', 200, 'learn', 'no-cache'],
  ['a hashed file, kept for good', '/_astro/page.abc123.js', 200, 'hashed', 'public, max-age=31536000, immutable'],
  ['a path that is not there', '/nowhere', 404, 'nothing listens here', null],
  ['a path that climbs out', '/..%2f..%2fetc/passwd', 404, 'nothing listens here', null],
])('%s', async (_name, path, status, body, caching) => {
  const response = await fetch(new URL(path, server.address));
  expect(response.status).toBe(status);
  expect(await response.text()).toBe(body);
  expect(response.headers.get('cache-control')).toBe(caching);
});

test('a port that is taken is refused as the system says it', async () => {
  const port = Number(new URL(server.address).port);
  await expect(serve(site, { host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the address names an IPv6 host in brackets', async () => {
  const other = await serve(site, { host: '::1', port: 0 });
  expect(other.address).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  await other.close();
});
