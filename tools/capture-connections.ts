/**
 * Captures what conntrack and nmap say: makes connections, one of them through NAT, and closed and filtered ports,
 * in namespaces of their own, and runs the installed tools on them.
 *
 *     sudo node tools/capture-connections.ts        (Linux, with conntrack, nftables, nmap, iproute2 and util-linux)
 *
 * nmap scans the namespace alone. Only the .txt files are written; what each must be read as stands beside it, checked by hand.
 */

import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const FIXTURES = fileURLToPath(new URL('../test/fixtures/', import.meta.url));
const LAPTOP = '192.0.2.10';
const WEB = '203.0.113.80';
const WEB_SIX = '2001:db8:80::1';

/** Port 8443 is translated to 443; port 25 answers nobody. */
const RULES = `
table ip nat {
  chain output {
    type nat hook output priority -100;
    ip daddr ${WEB} tcp dport 8443 dnat to ${WEB}:443
  }
}
table inet filter {
  chain input {
    type filter hook input priority 0;
    ct state established,related accept
    tcp dport 25 drop
  }
}`;

const LISTINGS: readonly (readonly [file: string, command: string, options: string[]])[] = [
  ['conntrack/L', 'conntrack', ['-L']],
  ['conntrack/L-extended', 'conntrack', ['-L', '-o', 'extended']],
  ['nmap/ports', 'nmap', ['-p', '22,25,80,443,8080', 'web.example']],
  ['nmap/udp', 'nmap', ['-sU', '-p', '53,123', WEB]],
  ['nmap/oG', 'nmap', ['-oG', '-', '-p', '22,25,80,443,8080', 'web.example']],
  ['nmap/v', 'nmap', ['-v', '-F', WEB]],
];

if (process.argv[2] === 'inside') await capture();
else {
  const self = fileURLToPath(import.meta.url);
  const inside = ['--net', '--pid', '--mount', '--uts', '--fork', '--mount-proc', process.execPath, self, 'inside'];
  process.exitCode = spawnSync('unshare', inside, { stdio: 'inherit' }).status ?? 1;
}

async function capture(): Promise<void> {
  prepareNetwork();
  serve();
  await sleep(300);
  open();
  await sleep(1200);
  for (const folder of ['conntrack', 'nmap']) mkdirSync(`${FIXTURES}${folder}`, { recursive: true });
  write('conntrack/proc', readFileSync('/proc/net/nf_conntrack', 'utf8'));
  for (const [file, command, options] of LISTINGS) {
    // Not the waiting kind: the servers of this program must answer meanwhile. conntrack counts on its error output.
    const { stdout, stderr } = await run(command, options, { env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    write(file, command === 'conntrack' ? stdout + stderr : stdout);
  }
  process.exit();
}

function write(file: string, listing: string): void {
  writeFileSync(`${FIXTURES}${file}.txt`, listing);
  console.log(`${file}: ${listing.split('\n').length - 1} lines`);
}

function prepareNetwork(): void {
  const shell = (line: string, input = '') =>
    execFileSync('sh', ['-c', line], { input, stdio: ['pipe', 'inherit', 'inherit'] });
  shell('hostname web && mount -t tmpfs tmpfs /run');
  writeFileSync('/run/hosts', `127.0.0.1 localhost\n${WEB} web.example\n`);
  shell('mount --bind /run/hosts /etc/hosts && ip link set lo up');
  for (const address of [LAPTOP, WEB]) shell(`ip address add ${address}/32 dev lo`);
  shell(`ip address add ${WEB_SIX}/128 dev lo nodad`);
  shell('nft -f -', RULES);
}

function serve(): void {
  for (const port of [22, 80, 443]) {
    createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => socket.destroy())).listen(port, WEB);
  }
  createServer().listen(443, WEB_SIX);
  const resolver = createSocket('udp4').bind(53, WEB);
  resolver.on('message', (_message, { port, address }) => resolver.send('answer', port, address));
}

/** One connection of each kind: open, translated, half closed, over IPv6, without an answer; and datagrams with and without. */
function open(): void {
  const from = (localPort: number, port: number) =>
    connect({ host: WEB, port, localAddress: LAPTOP, localPort }).on('error', () => {});
  from(51734, 443);
  from(51735, 8443);
  const halfClosed = from(51736, 80);
  halfClosed.once('connect', () => halfClosed.end());
  connect({ host: WEB_SIX, port: 443 });
  from(51740, 25);
  const datagrams = createSocket('udp4').on('error', () => {});
  datagrams.bind(40171, LAPTOP, () => {
    datagrams.send('question', 53, WEB);
    datagrams.send('question', 123, WEB);
  });
}
