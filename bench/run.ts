/** `npm run bench`: measures the built site and the library. Speeds are ratios within one run; a broken budget fails. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchLens } from './lens.ts';
import { benchPages } from './pages.ts';
import { benchParser } from './parser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync('astro', ['build', '--silent'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
});
if (status !== 0) process.exit(status ?? 1);

const budgets = [await benchPages(), benchParser()];
await benchLens();
process.exitCode = budgets.every((kept) => kept) ? 0 : 1;
