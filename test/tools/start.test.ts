import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function start(environment: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, ['tools/start.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stderr };
}

test('a taken port is named, with its holder where the system tells, and with what to do', async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
  });
  const { status, stderr } = start({ PORT: String(port) });
  await new Promise((closed) => holder.close(closed));
  expect(status).toBe(1);
  expect(stderr).toContain(`EADDRINUSE: another socket already has TCP port ${port} on 127.0.0.1`);
  expect(stderr).toContain('PORT=');
  // ss and net-tools may be absent, and the holder is then not named: but whoever is named must be the right one.
  for (const [, pid] of stderr.matchAll(/pid (\d+)/g)) expect(Number(pid)).toBe(process.pid);
});

test.each([
  ['a port out of range', { PORT: '70000' }, 'found port 70000, expected a port number from 0 to 65535'],
  ['a port that is no number', { PORT: 'http' }, 'found "http"'],
  ['an address of no interface', { HOST: '192.0.2.1', PORT: '0' }, 'EADDRNOTAVAIL'],
  ['a host name without an address', { HOST: 'nowhere.invalid', PORT: '0' }, 'has no address'],
])('%s is told before anything is built', (_name, environment, message) => {
  const { status, stderr } = start(environment);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
