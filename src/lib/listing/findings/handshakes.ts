/** Connections that do not come about. */

import type { Socket } from '../../socket.ts';
import { counted, inRow, ownerOf, portWithService } from '../words.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { groupBy, remoteKey } from './overview.ts';
import { retransmissions } from './timers.ts';

/** One or two are connections being made: a browser tries IPv6 and IPv4 side by side (RFC 8305). */
const SYN_SENT_SEVERAL = 3;

/** Several connection attempts wait for an answer of one endpoint. */
export const unanswered: Rule = ({ sockets, os }, { connections }) => {
  const trying = connections.filter((index) => sockets[index]!.state === 'SYN-SENT' && !isFirstTry(sockets[index]!));
  const groups = groupBy(trying, sockets, remoteKey);
  return [...groups]
    .filter(([, group]) => group.length >= SYN_SENT_SEVERAL)
    .map(([endpoint, group]): Finding => {
      const owners = ownerOf(group.flatMap((index) => sockets[index]!.processes));
      const host = sockets[group[0]!]!.remote!.address;
      return {
        rule: 'unanswered',
        severity: 'notice',
        title: `${counted(group.length, 'connection attempt')} to ${endpoint} without an answer`,
        why: `${owners === null ? 'The system' : owners} asked for these connections (SYN), and neither a yes (SYN-ACK) nor a no (RST) has come back. A closed port would refuse at once; silence means that a firewall drops the packets, that the host is down, or that no route leads there or back. The attempts end with "timed out".`,
        sockets: group,
        whatToDo: adviceFor(os, [
          {
            os: 'any',
            text: 'List the sockets again: attempts that are still there were not in passing. Check the address, then firewalls and security groups on the way, on both ends.',
          },
          {
            os: 'linux',
            text: 'See the attempts with their timers, and whether a route leads there.',
            command: `ss -tno state syn-sent; ip route get ${host}`,
          },
          {
            os: 'windows',
            text: 'Try the port and see where it ends.',
            command: `Test-NetConnection ${host} -Port ${sockets[group[0]!]!.remote!.port ?? 443} -InformationLevel Detailed`,
          },
          {
            os: 'macos',
            text: 'See the route, then try the port.',
            command: `route -n get ${host}; nc -vz -G 5 ${host} ${sockets[group[0]!]!.remote!.port ?? 443}`,
          },
        ]),
        learnMore: LEARN.connection,
      };
    });
};

/** Claims that the tool shows a timer which counts no repetition yet: the attempt is young. */
function isFirstTry({ timer }: Socket): boolean {
  return retransmissions(timer) === 0;
}

/** At 100 new connections a second and 100 ms to the clients, ten handshakes are under way at any moment. */
const SYN_RECEIVED_SEVERAL = 50;
/** The smallest default of tcp_max_syn_backlog is 128 (Linux ip-sysctl); twice that is more than bad luck. */
const SYN_RECEIVED_MANY = 256;

/** Many half-open connections at one local port. */
export const halfOpen: Rule = ({ sockets, os }, { connections }) => {
  const opening = connections.filter((index) => sockets[index]!.state === 'SYN-RECEIVED');
  const groups = groupBy(opening, sockets, ({ local }) => local!.port ?? null);
  return [...groups]
    .filter(([, group]) => group.length >= SYN_RECEIVED_SEVERAL)
    .map(([port, group]): Finding => {
      const peers = new Set(group.map((index) => sockets[index]!.remote!.address));
      return {
        rule: 'half-open',
        severity: group.length >= SYN_RECEIVED_MANY ? 'attention' : 'notice',
        title: `${counted(group.length, 'half-open connection')} at port ${portWithService(port)}`,
        why: `${counted(peers.size, 'address', 'addresses')} asked for these connections and ${peers.size === 1 ? 'has' : 'have'} not confirmed the answer of this machine. ${inRow(['That is a flood of forged requests (SYN flood)', 'or answers that do not find their way back'])}; a burst of new clients passes within a second.`,
        sockets: group,
        whatToDo: adviceFor(os, [
          {
            os: 'any',
            text: 'List the sockets again after a few seconds. From many addresses that never confirm, it is a flood; from one, its way back is broken.',
          },
          {
            os: 'linux',
            text: 'See whether requests were dropped, and whether SYN cookies are on (1).',
            command: 'nstat -az TcpExtTCPReqQFullDrop TcpExtTCPReqQFullDoCookies; sysctl net.ipv4.tcp_syncookies',
          },
          {
            os: 'windows',
            text: 'Count them by client.',
            command: 'Get-NetTCPConnection -State SynReceived | Group-Object RemoteAddress',
          },
          {
            os: 'freebsd',
            text: 'See the counters of the SYN cache.',
            command: 'netstat -s -p tcp | grep -i syncache',
          },
        ]),
        learnMore: LEARN.connection,
      };
    });
};
