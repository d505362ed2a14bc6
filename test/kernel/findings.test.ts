/** Scenes of real sockets, each in a network namespace of its own, listed by the tools of this machine: exactly their findings. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findings } from '../../src/lib/listing/findings.ts';
import { FORMATS } from '../../src/lib/listing/formats.ts';
import { holdersOf } from '../../src/lib/listing/holders.ts';
import { parseListing } from '../../src/lib/listing/parse.ts';

const SCENE = fileURLToPath(new URL('scene.ts', import.meta.url));
const inNamespace = (...command: string[]) =>
  spawnSync('unshare', ['--net', '--map-root-user', ...command], { encoding: 'utf8' });
const canUnshare = process.platform === 'linux' && inNamespace('ip', 'link', 'set', 'lo', 'up').status === 0;
const has = (tool: string) => spawnSync(tool, ['--version']).status === 0;
const NETSTAT = ['netstat', '-tuanp'];
const SS = ['ss', '-tlnp'];

test.each<[string, string, string[], string[]]>([
  ['an ordinary server', 'healthy', NETSTAT, []],
  ['connections that nobody closes', 'closeWait', NETSTAT, ['notice close-wait', 'information both-ends']],
  ['a database open to all', 'database', NETSTAT, ['attention exposed-service']],
  ['a server on ::1 alone', 'sixAlone', NETSTAT, ['information one-loopback']],
  ['a full accept queue', 'acceptQueue', SS, ['attention accept-queue']],
])('%s', async (_name, scene, [tool, ...options], expected) => {
  const format = tool === 'ss' ? 'ss' : 'netstat-linux';
  if (!canUnshare || !has(tool!) || !FORMATS.some(({ id }) => id === format)) {
    return console.log(`not applicable: it takes network namespaces, ${tool}, and the format ${format}`);
  }
  const { stdout, stderr } = inNamespace(process.execPath, SCENE, scene, tool!, ...options);
  const listing = parseListing(stdout);
  expect(stderr).toBe('');
  expect(listing).toMatchObject({ format, os: 'linux' });
  expect(listing.sockets.length).toBeGreaterThan(0);
  expect(findings(listing).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(expected);
  if (scene === 'database') {
    const pid = listing.sockets[0]!.processes[0]!.pid;
    expect(holdersOf(listing, 6379).commands[0]!.stop).toBe(`sudo kill ${pid}`);
  }
});
