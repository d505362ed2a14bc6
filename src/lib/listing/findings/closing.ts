/** Connections that a program forgets to close. */

import type { Socket } from '../../socket.ts';
import { counted, ownerOf } from '../words.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { endpointKey, groupBy, remoteKey } from './overview.ts';

/** Ordinary programs have a few for a while: idle pools, and suspended apps of Windows with six or so. */
const CLOSE_WAIT_SEVERAL = 10;
/** So many are no coincidence: the default limit of open files is 1,024 on Linux and 256 on macOS (ulimit -n). */
const CLOSE_WAIT_MANY = 100;

/** CLOSE-WAIT gathers in one program: the peers have closed, the program has not (RFC 9293, section 3.6). */
export const closeWait: Rule = ({ sockets, os }, { connections, listeningPorts }) => {
  const waiting = connections.filter((index) => sockets[index]!.state === 'CLOSE-WAIT');
  const groups = groupBy(waiting, sockets, (socket) => holderKey(socket, listeningPorts));
  return [...groups.values()]
    .filter((group) => group.length >= CLOSE_WAIT_SEVERAL)
    .map((group): Finding => {
      const first = sockets[group[0]!]!;
      const owner = ownerOf(first.processes);
      const pid = first.processes.find((process) => process.pid !== undefined)?.pid;
      return {
        rule: 'close-wait',
        severity: group.length >= CLOSE_WAIT_MANY ? 'attention' : 'notice',
        title: `${counted(group.length, 'connection')} in CLOSE-WAIT ${owner === null ? whose(first, listeningPorts) : `in ${owner}`}`,
        why: `The peers have closed these connections; ${owner ?? 'the program'} was told and has not closed its own side. Nothing ends CLOSE-WAIT but the program itself: each such socket keeps a file descriptor, and when the limit is reached the program can open nothing more. Usually an error path, or a connection pool, forgets to call close().`,
        sockets: group,
        whatToDo: adviceFor(os, [
          {
            os: 'any',
            text: 'List the sockets again after a minute: a number that grows, or the same sockets again, is a leak in the program. Restarting it frees them for now.',
          },
          {
            os: 'linux',
            text: 'See how many descriptors it has open, and its limit.',
            command:
              pid === undefined
                ? 'sudo ss -tnp state close-wait'
                : `sudo ls /proc/${pid}/fd | wc -l; grep 'open files' /proc/${pid}/limits`,
          },
          {
            os: 'macos',
            text: 'See what the program has open.',
            command: pid === undefined ? 'sudo lsof -nP -iTCP -sTCP:CLOSE_WAIT' : `lsof -nP -p ${pid}`,
          },
          {
            os: 'windows',
            text: 'Count them by process.',
            command: 'Get-NetTCPConnection -State CloseWait | Group-Object OwningProcess',
          },
          {
            os: 'freebsd',
            text: 'See what the program has open.',
            command: pid === undefined ? 'sockstat -s | grep CLOSE_WAIT' : `fstat -p ${pid}`,
          },
        ]),
        learnMore: LEARN.connection,
      };
    });
};

/** One group a process; where the listing names none, a group for the server's port or for the server talked to. */
function holderKey(socket: Socket, listeningPorts: ReadonlySet<number>): string | null {
  const process = socket.processes[0];
  if (process?.pid !== undefined) return `pid ${process.pid}`;
  if (process?.name !== undefined) return `name ${process.name}`;
  const port = socket.local!.port;
  return port !== null && listeningPorts.has(port) ? `port ${port}` : remoteKey(socket);
}

function whose({ local, remote }: Socket, listeningPorts: ReadonlySet<number>): string {
  const port = local!.port;
  if (port !== null && listeningPorts.has(port)) return `on local port ${port}`;
  return `towards ${endpointKey(remote!.address, remote!.port ?? remote!.service ?? '*')}`;
}
