/** Local ports that run out towards one remote endpoint. */

import { EPHEMERAL_RANGES, isEphemeral } from '../../port.ts';
import type { OS, Socket } from '../../socket.ts';
import { OS_NAMES } from '../../socket.ts';
import { counted, withCommas } from '../words.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { groupBy, remoteKey } from './overview.ts';

/** Half of the range: at twice the load connections fail. */
const SHARE_FOR_NOTICE = 0.5;
/** Past this, Linux searches long for a free port, and bursts fail with EADDRNOTAVAIL (connect(2)). */
const SHARE_FOR_ATTENTION = 0.8;

/** TIME-WAIT and open connections of one client address towards one endpoint use up the ephemeral range (RFC 6056). */
export const ephemeralPorts: Rule = ({ sockets, os }, { connections, listeningPorts }) => {
  const system = os ?? SMALLEST;
  const range = EPHEMERAL_RANGES[system];
  const size = range.last - range.first + 1;
  const groups = groupBy(connections, sockets, (socket) => clientKey(socket, system, listeningPorts));
  const found: Finding[] = [];
  for (const group of groups.values()) {
    const ports = new Set(group.map((index) => sockets[index]!.local!.port));
    const share = ports.size / size;
    if (share < SHARE_FOR_NOTICE) continue;
    const first = sockets[group[0]!]!;
    const endpoint = remoteKey(first)!;
    const waiting = group.filter((index) => sockets[index]!.state === 'TIME-WAIT').length;
    found.push({
      rule: 'ephemeral-ports',
      severity: share >= SHARE_FOR_ATTENTION ? 'attention' : 'notice',
      title: `${counted(ports.size, 'local port')} in use towards ${endpoint}: ${Math.floor(share * 100)} percent of the ephemeral range`,
      why: `${OS_NAMES[system]} takes local ports from ${range.first} to ${range.last} (${withCommas(size)} ports) for outgoing connections, unless it was configured otherwise. Each connection from ${first.local!.address} to ${endpoint} needs one of its own, and a closed one keeps it in TIME-WAIT for a while: ${withCommas(waiting)} of these ${withCommas(group.length)} are closed. When none is left, connect() fails with EADDRNOTAVAIL.`,
      sockets: group,
      whatToDo: adviceFor(os, [
        {
          os: 'any',
          text: 'Keep connections open and use them again: HTTP keep-alive, a connection pool. A second address on either side doubles the number.',
        },
        {
          os: 'linux',
          text: 'See the range, and how many connections wait.',
          command: 'sysctl net.ipv4.ip_local_port_range; ss -s',
        },
        { os: 'windows', text: 'See the range.', command: 'netsh int ipv4 show dynamicport tcp' },
        { os: 'macos', text: 'See the range.', command: 'sysctl net.inet.ip.portrange' },
        { os: 'freebsd', text: 'See the range.', command: 'sysctl net.inet.ip.portrange' },
      ]),
      learnMore: LEARN.inUse,
    });
  }
  return found;
};

/** Where the system is unknown, the smallest range warns first. */
const SMALLEST: OS = 'windows';

function clientKey(socket: Socket, os: OS, listeningPorts: ReadonlySet<number>): string | null {
  const { local } = socket;
  if (local!.port === null || local!.truncated || !isEphemeral(local!.port, os) || listeningPorts.has(local!.port))
    return null;
  const remote = remoteKey(socket);
  return remote === null ? null : `${local!.address} ${remote}`;
}
