/** The sockets of BSD's netstat that are not Internet sockets: Unix domain rows, and FreeBSD's SCTP associations. */

import { addressFamily } from '../../../address.ts';
import type { Process, Protocol, Socket } from '../../../socket.ts';
import { type Fields, NOBODY, type Remark, unreadable } from '../../format.ts';
import { hasDot, readEndpoint } from './address.ts';
import { processesOf } from './process.ts';

/**
 * Reads "fffff80003ab6100 stream 0 0 …  /var/run/log".
 *
 * @param columns the titles behind "Nextref": with -v as many columns more stand before the path
 */
export function unixSocket(fields: Fields, columns: readonly string[]): Socket {
  let index = 8;
  const extra = columns.length - 1;
  const processes = extra > 0 ? processesOf(fields, index, columns) : NOBODY;
  if (extra > 0) {
    index += extra;
    // The name of a process may hold blanks.
    const name = processes[0]?.name;
    if (name !== undefined) index += name.split(/ +/).length - 1;
  }
  return socketOf('unix', fields.number(2), fields.number(3), processes, fields.from(index));
}

/** Reads a Unix row of FreeBSD's -L: "unix  0/0/4   /var/run/devd.pipe". */
export function unixQueue(fields: Fields): Socket {
  const [length, , most] = fields.at(1).split('/').map(Number);
  return socketOf('unix', length, most, NOBODY, fields.from(2));
}

/**
 * Reads an association of FreeBSD: "sctp4  1to1  10.0.0.5.5001  10.0.0.6.32000  ESTABLISHED", where the foreign address
 * is missing from a listening socket, and with -L the queue stands before the local one; null where the row is none.
 *
 * @see FreeBSD usr.bin/netstat/sctp.c
 */
export function sctpSocket(fields: Fields): Socket | Remark | null {
  const [, digits = ''] = /^sctp(4|6|46|)$/.exec(fields.at(0)) ?? [];
  if (!fields.at(0).startsWith('sctp') || !/^1to[1N]$/.test(fields.at(1))) return null;
  let index = 2;
  const queue = /^(\d+)\/(\d+)$/.exec(fields.at(index));
  if (queue !== null) index++;
  const local = readEndpoint(fields.at(index), 0);
  if (!local.ok) return unreadable(`local address: found ${local.problem.found}, expected ${local.problem.expected}`);
  const far = fields.at(++index);
  const remote = hasDot(far) ? readEndpoint(far, 0) : null;
  if (remote?.ok === false) {
    return unreadable(`foreign address: found ${remote.problem.found}, expected ${remote.problem.expected}`);
  }
  if (remote !== null) index++;
  const socket = socketOf('sctp', undefined, undefined, NOBODY, '');
  socket.family = digits === '46' ? null : (addressFamily(local.value.address) ?? (digits === '6' ? 'ipv6' : 'ipv4'));
  socket.local = local.value;
  socket.remote = remote?.value ?? { address: '*', port: null };
  socket.stateText = fields.at(index) || (queue === null ? undefined : 'LISTEN');
  if (queue !== null) {
    socket.receiveQueue = Number(queue[1]);
    socket.sendQueue = Number(queue[2]);
  }
  return socket;
}

function socketOf(
  protocol: Protocol,
  receiveQueue: number | undefined,
  sendQueue: number | undefined,
  processes: Process[],
  path: string,
): Socket {
  const socket: Socket = {
    protocol,
    family: protocol === 'unix' ? 'unix' : null,
    local: null,
    remote: null,
    state: null,
    stateText: undefined,
    receiveQueue,
    sendQueue,
    processes,
    line: 0,
    lines: 1,
    raw: '',
  };
  if (path !== '') socket.path = path;
  return socket;
}
