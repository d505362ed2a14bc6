/** `npm start`: builds the site and serves it. `PORT` and `HOST` choose where; 4321 on this machine alone by default. */

import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describeProblem, parsePort } from '../src/lib/index.ts';
import { explainBindError } from './bind-problem.ts';
import { serve } from './serve.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const host = process.env.HOST || '127.0.0.1';
const port = readPort(process.env.PORT || '4321');

// A taken port is told at once, not after the build.
await orExplain(bindOnce());
console.log('Building the site …');
process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { build } = await import('astro');
await build({ root, logLevel: 'error' });
const { address } = await orExplain(serve(`${root}/dist`, { host, port }));
console.log(`Fivetuple is served at ${address}\nPress Ctrl-C to stop.`);

function readPort(text: string): number {
  const port = parsePort(text);
  return port.ok ? port.value : stop(`PORT: ${describeProblem(port.problem)}`);
}

function bindOnce(): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

async function orExplain<T>(listening: Promise<T>): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    const explanation = explainBindError(error as NodeJS.ErrnoException, { host, port });
    if (explanation === null) throw error;
    return stop(explanation);
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
