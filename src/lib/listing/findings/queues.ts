/** Queues that fill: connections that wait for accept, bytes that wait for the program or for the peer. */

import type { Socket } from '../../socket.ts';
import { counted, ownerOf, portWithService, withCommas } from '../words.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { isPersisting, retransmissions } from './timers.ts';

/**
 * A listener's accept queue is at its limit.
 * Only ss, and netstat -L on macOS and FreeBSD, print the limit; everybody else prints 0 there.
 *
 * @see ss(8); listen(2); Linux net/ipv4/tcp_ipv4.c: one more than the backlog fits
 */
export const acceptQueue: Rule = ({ sockets, os }, { listeners }) =>
  listeners
    .filter((index) => isFull(sockets[index]!))
    .map((index): Finding => {
      const { local, processes, receiveQueue, sendQueue, path } = sockets[index]!;
      const owner = ownerOf(processes) ?? 'the program';
      const where = local?.port == null ? (path ?? 'this socket') : `port ${portWithService(local.port)}`;
      return {
        rule: 'accept-queue',
        severity: 'attention',
        title: `The accept queue of ${where} is full: ${withCommas(receiveQueue!)} of ${withCommas(sendQueue!)}`,
        why: `The system has completed ${counted(receiveQueue!, 'connection')}, and ${owner} has not accepted them; no more than ${withCommas(sendQueue!)} should wait. Further clients are now left without an answer or refused. The program is too busy, stuck, or its backlog is small for the bursts that come in.`,
        sockets: [index],
        whatToDo: adviceFor(os, [
          {
            os: 'any',
            text: 'Find out what keeps the program from calling accept(): a blocked event loop, all workers busy, a debugger. A larger backlog helps only against bursts.',
          },
          {
            os: 'linux',
            text: 'See whether connections were lost, and the limit that every backlog is cut to.',
            command: 'nstat -az TcpExtListenOverflows TcpExtListenDrops; sysctl net.core.somaxconn',
          },
          {
            os: 'macos',
            text: 'See the limit that every backlog is cut to.',
            command: 'sysctl kern.ipc.somaxconn; netstat -Lan',
          },
          {
            os: 'freebsd',
            text: 'See whether connections were lost, and the limit.',
            command: 'netstat -sp tcp | grep "listen queue"; sysctl kern.ipc.soacceptqueue',
          },
        ]),
        learnMore: LEARN.connection,
      };
    });

function isFull({ state, sendQueue = 0, receiveQueue = 0 }: Socket): boolean {
  return state === 'LISTEN' && sendQueue > 0 && receiveQueue >= sendQueue;
}

/** The first receive window of Linux (half of the second value of tcp_rmem, 131,072): a program that reads keeps below. */
const RECEIVE_QUEUE_LARGE = 65_536;
/** Half of Linux's net.core.rmem_default (212,992): what comes in past the whole is dropped. */
const DATAGRAM_QUEUE_LARGE = 106_496;

/** Bytes gather that a program does not read. */
export const unread: Rule = ({ sockets, os }) => {
  const found: Finding[] = [];
  sockets.forEach((socket, index) => {
    const { protocol, receiveQueue = 0, state, processes, local } = socket;
    const isStream = protocol === 'tcp' && state !== 'LISTEN' && state !== 'CLOSE-WAIT';
    const limit = isStream ? RECEIVE_QUEUE_LARGE : protocol === 'udp' ? DATAGRAM_QUEUE_LARGE : Number.POSITIVE_INFINITY;
    if (receiveQueue < limit) return;
    const owner = ownerOf(processes) ?? 'the program';
    found.push({
      rule: 'unread',
      severity: 'notice',
      title: `${counted(receiveQueue, 'byte')} wait to be read at port ${local?.port ?? '?'}`,
      why: isStream
        ? `They have arrived, and ${owner} has not read them. When the buffer is full, the peer has to stop sending. One listing shows a moment only: a program that reads steadily keeps this number small.`
        : `Datagrams have arrived faster than ${owner} reads them. When the buffer is full, further ones are dropped, and nobody is told.`,
      sockets: [index],
      whatToDo: adviceFor(os, [
        {
          os: 'any',
          text: 'List the sockets again: where the number stays or grows, the program is blocked or too slow.',
        },
        isStream
          ? { os: 'linux', text: 'See the buffers of the socket.', command: `ss -tmnp 'sport = :${local?.port ?? 0}'` }
          : {
              os: 'linux',
              text: 'See the buffer, and how many datagrams were dropped (d in skmem).',
              command: `ss -umnp 'sport = :${local?.port ?? 0}'`,
            },
      ]),
      learnMore: LEARN.sockets,
    });
  });
  return found;
};

/** More than Linux's initial window times its first buffer: a bulk transfer may reach it too, so alone it is no alarm. */
const SEND_QUEUE_LARGE = 65_536;
/** After so many repetitions about a second has passed without a confirmation (RFC 6298: 1 s, doubled). */
const RETRANSMISSIONS_SEVERAL = 2;

/** Bytes gather that the peer does not confirm. */
export const unconfirmed: Rule = ({ sockets, os }, { connections }) => {
  const found: Finding[] = [];
  for (const index of connections) {
    const { sendQueue = 0, timer, processes, remote, state } = sockets[index]!;
    if (sendQueue === 0 || state === 'SYN-SENT' || state === 'SYN-RECEIVED') continue;
    const repeated = retransmissions(timer) ?? 0;
    const stuck = isPersisting(timer) || repeated >= RETRANSMISSIONS_SEVERAL;
    if (!stuck && sendQueue < SEND_QUEUE_LARGE) continue;
    const owner = ownerOf(processes) ?? 'the program';
    const cause = isPersisting(timer)
      ? 'The timer shows that the peer’s window is closed: its program does not read.'
      : stuck
        ? `The system has repeated them ${repeated} times: packets are lost, or the peer is gone.`
        : 'While much is sent that is normal; where the number stays, the peer does not read, or the network loses packets.';
    found.push({
      rule: 'unconfirmed',
      severity: stuck ? 'notice' : 'information',
      title: `${counted(sendQueue, 'byte')} towards ${remote!.address} ${sendQueue === 1 ? 'is' : 'are'} not confirmed`,
      why: `${owner} has written them, and the peer has not confirmed that they arrived. ${cause}`,
      sockets: [index],
      whatToDo: adviceFor(os, [
        {
          os: 'any',
          text: 'List the sockets again and compare the number; then look at the program on the other side.',
        },
        {
          os: 'linux',
          text: 'See timers, repetitions and the window of the connection.',
          command: `ss -tino 'dst ${remote!.address}'`,
        },
      ]),
      learnMore: LEARN.sockets,
    });
  }
  return found;
};
