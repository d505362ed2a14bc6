/**
 * Captures real listings: makes sockets of every kind in namespaces of their own and runs the installed tools on them.
 *
 *     sudo node tools/capture-fixtures.ts [name …]   (Linux, with net-tools, busybox, locales, iproute2, lsof and util-linux)
 *
 * A name is that of a folder (`ss`) or of a listing in it (`tulpn`); only those are written.
 *
 * The namespaces (network, processes, mounts, host name) start empty, so nothing of the machine can show in a listing:
 * its addresses are those of documentation, its processes only the ones that this program starts.
 * Only the .txt files are written. What each must be read as stands beside it in a .json file, checked by hand.
 */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../test/fixtures/', import.meta.url));

const LAPTOP = '192.0.2.10';
const LAPTOP_PRIVACY = '2001:db8::a1b2:c3d4:e5f6:1234';
const WEB = '203.0.113.80';
const WEB_SIX = '2001:db8:80::1';
const DATABASE = '10.0.0.5';
const LINK_LOCAL = 'fe80::10';
/** an address that never answers */
const SILENT = '198.51.100.7';

/** What prints the listings of each folder: file name, command (`PID` stands for that of the application), language. */
const LISTINGS: Readonly<Record<string, readonly (readonly [name: string, command: string, language?: string])[]>> = {
  'netstat-linux': [
    ['an', 'netstat -an'],
    ['tulpn', 'netstat -tulpn'],
    ['anp', 'netstat -anp'],
    ['anpeo', 'netstat -anpeo --tcp --udp'],
    ['anpee', 'netstat -anpee'],
    ['anpW', 'netstat -anpW --tcp --udp'],
    ['at', 'netstat -at'],
    ['x', 'netstat -xlp'],
    ['busybox-an', 'busybox netstat -an'],
    ['busybox-a', 'busybox netstat -at'],
    ['czech-anp', 'netstat -anp', 'cs_CZ'],
    ['french-anp', 'netstat -anp', 'fr_FR'],
    ['german-anp', 'netstat -anp', 'de_DE'],
    ['japanese-anp', 'netstat -anp', 'ja_JP'],
    ['portuguese-anp', 'netstat -anp', 'pt_BR'],
  ],
  ss: [
    ['tulpn', 'ss -tulpn'],
    ['tln', 'ss -tln'],
    ['uan', 'ss -uan'],
    ['tanpo', 'ss -tanpo'],
    ['tanieom', 'ss -tanieom --cgroup'],
    ['tanpi-one-line', 'ss -tanpi -O state established'],
    ['ta', 'ss -ta'],
    ['a', 'ss -a'],
    ['xap', 'ss -xap'],
    ['established', 'ss -Htn state established'],
    // A terminal: lines end in CRLF, and columns are stretched to its width.
    ['terminal', 'script --quiet --command "stty cols 70; ss -tulpne" /dev/null'],
  ],
  lsof: [
    ['i', 'lsof -i'],
    ['nPi', 'lsof -nP -i'],
    ['listen', 'lsof -nP -iTCP -sTCP:LISTEN'],
    ['queues', 'lsof -nP -i -T qs'],
    ['long-names', 'lsof +c0 -nP -iUDP'],
    ['fields', 'lsof -nP -i -F pcfutPnT'],
    ['fields-nul', "lsof -nP -iTCP -F0pcftPnT | tr '\\0' '\\n'"],
    ['unix', 'lsof -U +E'],
    ['process', 'lsof -nP -a -p PID -d 0-99'],
    ['columns', 'lsof -nPl -R -g -o -i'],
  ],
  'proc-net': [
    ['tcp', 'cat /proc/net/tcp'],
    ['tcp6', 'cat /proc/net/tcp6'],
    ['udp', 'cat /proc/net/udp'],
    ['udp6', 'cat /proc/net/udp6'],
    ['all', 'cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 /proc/net/udplite /proc/net/icmp'],
    ['head', 'head -n 4 /proc/net/tcp /proc/net/udp /proc/net/unix'],
    ['grep', 'grep : /proc/net/tcp /proc/net/udp'],
    ['unix', 'cat /proc/net/unix'],
  ],
};

/** The processes: the name that netstat shows, and the sockets they hold. */
const ROLES: Record<string, { name: string; start(): unknown }> = {
  web: { name: '/usr/sbin/nginx: worker process', start: web },
  ssh: { name: '/usr/sbin/sshd', start: ssh },
  application: { name: '/usr/bin/gunicorn', start: application },
  database: { name: '/usr/lib/postgresql/bin/postgres', start: () => serve({ host: DATABASE, port: 5432 }) },
  redis: { name: '/usr/bin/redis-server', start: () => serve({ host: '0.0.0.0', port: 6379 }) },
  resolver: { name: '/usr/sbin/résolveur', start: resolver },
  proxy: { name: '/usr/sbin/haproxy', start: proxy },
  worker: { name: '/usr/sbin/haproxy', start: () => process.on('message', () => {}) },
  laptop: { name: '/usr/bin/firefox', start: laptop },
};

const [command, ...rest] = process.argv.slice(2);
if (command === 'role') play(rest[0]!);
else if (command === 'inside') await capture(rest);
else inNamespaces(process.argv.slice(2));

/** Becomes one of the processes. ss and lsof show the short name, which the kernel keeps (proc(5), comm). */
function play(id: string): void {
  const role = ROLES[id]!;
  writeFileSync('/proc/self/comm', basename(role.name.replace(/:.*/, '')));
  role.start();
}

/** Starts this program again where nothing of the machine can be seen. */
function inNamespaces(names: string[]): void {
  const again = [process.execPath, fileURLToPath(import.meta.url), 'inside', ...names];
  const inside = ['--net', '--pid', '--mount', '--uts', '--fork', '--mount-proc', ...again];
  process.exitCode = spawnSync('unshare', inside, { stdio: 'inherit' }).status ?? 1;
}

/** Captures the named listings, or all. */
async function capture(names: string[]): Promise<void> {
  prepareNetwork();
  const children = Object.keys(ROLES)
    .filter((id) => id !== 'worker')
    .map((id) => [id, start(id)] as const);
  await sleep(4000);
  const application = String(new Map(children).get('application')!.pid);
  for (const [folder, listings] of Object.entries(LISTINGS)) {
    mkdirSync(`${FIXTURES}${folder}`, { recursive: true });
    for (const [name, line, language] of listings) {
      if (names.length > 0 && !names.includes(folder) && !names.includes(name)) continue;
      const env = environmentOf(language);
      const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
      const listing = execFileSync('sh', ['-c', line.replace('PID', application)], { encoding: 'utf8', env, stdio });
      writeFileSync(`${FIXTURES}${folder}/${name}.txt`, listing);
      console.log(`${line}: ${listing.split('\n').length - 1} lines`);
    }
  }
  for (const [, child] of children) child.kill();
}

function start(id: string, channel: 'ignore' | 'ipc' = 'ignore'): ChildProcess {
  const self = fileURLToPath(import.meta.url);
  return spawn(process.execPath, [self, 'role', id], {
    argv0: ROLES[id]!.name,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', channel],
  });
}

/** The environment in which a program speaks a language; its locale is made where the machine has it not. */
function environmentOf(language: string | undefined): NodeJS.ProcessEnv {
  if (language === undefined) return { PATH: process.env.PATH, LC_ALL: 'C' };
  const locales = mkdtempSync(join(tmpdir(), 'locales-'));
  execFileSync('localedef', ['-i', language, '-f', 'UTF-8', join(locales, `${language}.UTF-8`)]);
  return { PATH: process.env.PATH, LC_ALL: `${language}.UTF-8`, LOCPATH: locales };
}

/** Gives the namespace the addresses and names of the course's machines. */
function prepareNetwork(): void {
  const run = (line: string) => execFileSync('sh', ['-c', line], { stdio: 'inherit' });
  run('hostname laptop && mount -t tmpfs tmpfs /run && mkdir /run/app');
  const hosts = [`127.0.0.1 localhost`, `::1 ip6-localhost`, `${LAPTOP} laptop.example`, `${WEB} web.example`];
  writeFileSync('/run/hosts', `${[...hosts, `${WEB_SIX} web.example`, `${DATABASE} db.example`].join('\n')}\n`);
  run('mount --bind /run/hosts /etc/hosts');
  run('ip link set lo up && ip link add silent0 type bridge && ip link set silent0 up');
  for (const address of [LAPTOP, WEB, DATABASE]) run(`ip address add ${address}/32 dev lo`);
  for (const address of [LAPTOP_PRIVACY, WEB_SIX]) run(`ip address add ${address}/128 dev lo nodad`);
  run(`ip address add ${LINK_LOCAL}/64 dev silent0 nodad`);
  run(`ip route add ${SILENT}/32 dev silent0 src ${LAPTOP}`);
  run(`ip neighbour add ${SILENT} dev silent0 lladdr 02:00:00:00:00:07 nud permanent`);
}

/** nginx on 80 and 443; it never closes a connection that the client has closed. */
function web(): void {
  serve({ host: '0.0.0.0', port: 80 });
  serve({ host: '::', port: 443 });
}

/** The application behind nginx, on loopback and a Unix socket, with a connection to the database. */
function application(): void {
  serve({ host: '127.0.0.1', port: 8080 });
  serve({ path: '/run/app/app.sock' });
  setTimeout(() => open({ host: DATABASE, port: 5432, localAddress: WEB }), 1000);
}

function ssh(): void {
  serve({ host: '0.0.0.0', port: 22 });
  serve({ host: '::', port: 22, ipv6Only: true });
}

function resolver(): void {
  createSocket('udp4').bind(53, '127.0.0.1');
  createSocket('udp6').bind(5353, '::');
  createSocket('udp6').bind(546, `${LINK_LOCAL}%silent0`);
}

/** A listening socket that two processes hold. */
function proxy(): void {
  const server = serve({ host: '0.0.0.0', port: 8443 });
  server.once('listening', () => start('worker', 'ipc').send('listen', server));
}

/** The clients: open, half closed on this side, gone (TIME_WAIT), without an answer, and UDP with a peer. */
function laptop(): void {
  const datagrams = createSocket('udp4');
  datagrams.bind(0, LAPTOP, () => datagrams.connect(443, WEB));
  setTimeout(() => {
    open({ host: WEB, port: 443, localAddress: LAPTOP });
    open({ host: WEB_SIX, port: 443, localAddress: LAPTOP_PRIVACY });
    open({ host: WEB, port: 22, localAddress: LAPTOP });
    open({ host: SILENT, port: 443, localAddress: LAPTOP });
    open({ path: '/run/app/app.sock' });
    const halfClosed = open({ host: WEB, port: 80, localAddress: LAPTOP });
    halfClosed.once('connect', () => halfClosed.end());
    const gone = open({ host: '127.0.0.1', port: 8080 });
    gone.once('connect', () => gone.end('close\n'));
  }, 1500);
}

function serve(where: { host: string; port: number; ipv6Only?: boolean } | { path: string }): Server {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (text) => String(text).startsWith('close') && socket.end());
    socket.on('error', () => socket.destroy());
  });
  return server.listen(where);
}

function open(where: { host: string; port: number; localAddress?: string } | { path: string }): Socket {
  return connect({ ...where, allowHalfOpen: true }).on('error', () => {});
}
