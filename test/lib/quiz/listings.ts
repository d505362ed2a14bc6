/** Listings to ask about and to annotate: every fixture, and made ones in which sockets often have much in common. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

export const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .map((file) => [file, readFileSync(new URL(file, FIXTURES), 'utf8')] as const);

interface Made {
  local: string;
  localPort: number;
  remote: string;
  remotePort: number;
  state: string;
  udp: boolean;
  pid: number;
  name: string;
}

const address = fc.constantFrom(
  '127.0.0.1',
  '127.0.0.53',
  '10.0.0.5',
  '192.168.1.5',
  '169.254.7.7',
  '8.8.8.8',
  '192.0.2.10',
);
const port = fc.constantFrom(22, 53, 80, 443, 3000, 5432, 33000, 40000, 51734, 60999, 61000, 65535);

const socket: fc.Arbitrary<Made> = fc.record({
  local: fc.oneof(address, fc.constantFrom('0.0.0.0', '127.0.0.1')),
  localPort: port,
  remote: address,
  remotePort: port,
  state: fc.constantFrom(
    'LISTEN',
    'LISTEN',
    'ESTABLISHED',
    'ESTABLISHED',
    'SYN_SENT',
    'SYN_RECV',
    'FIN_WAIT1',
    'CLOSE_WAIT',
    'TIME_WAIT',
    'CLOSE',
  ),
  udp: fc.nat(4).map((roll) => roll === 0),
  pid: fc.integer({ min: 0, max: 6 }),
  name: fc.constantFrom('nginx', 'sshd', '```', 'a`b', '*_[x](y)_*', '<b>&amp;', 'nginx: worker'),
});

/** Some sockets with their other ends beside them. */
const sockets = fc
  .array(fc.tuple(socket, fc.boolean()), { maxLength: 20, size: '+1' })
  .map((made) =>
    made.flatMap(([one, both]) =>
      both && one.state === 'ESTABLISHED' && one.local !== '0.0.0.0'
        ? [one, { ...one, local: one.remote, localPort: one.remotePort, remote: one.local, remotePort: one.localPort }]
        : [one],
    ),
  );

const DIALECTS: readonly ((made: Made) => string)[] = [
  ({ local, localPort, remote, remotePort, state, udp, pid, name }) => {
    const peer = udp || state === 'LISTEN' ? '0.0.0.0:*' : `${remote}:${remotePort}`;
    const program = pid === 0 ? '-' : `${pid}/${name}`;
    return `${udp ? 'udp' : 'tcp'}        0      0 ${local}:${localPort}  ${peer}  ${udp ? '' : state}  ${program}`;
  },
  ({ local, localPort, remote, remotePort, state, udp, pid }) =>
    udp
      ? `  UDP    ${local}:${localPort}           *:*                                    ${pid}`
      : `  TCP    ${local}:${localPort}           ${state === 'LISTEN' ? '0.0.0.0:0' : `${remote}:${remotePort}`}  ${state === 'LISTEN' ? 'LISTENING' : state}  ${pid}`,
  ({ local, localPort, remote, remotePort, state, udp }) => {
    const at = local === '0.0.0.0' ? '*' : local;
    const peer = udp || state === 'LISTEN' ? '*.*' : `${remote}.${remotePort}`;
    return `${udp ? 'udp4' : 'tcp4'}       0      0  ${at}.${localPort}  ${peer}  ${udp ? '' : state}`;
  },
];

/** The text of a listing in one dialect. */
export const listings: fc.Arbitrary<string> = fc
  .tuple(sockets, fc.constantFrom(...DIALECTS))
  .map(([made, write]) => made.map(write).join('\n'));
