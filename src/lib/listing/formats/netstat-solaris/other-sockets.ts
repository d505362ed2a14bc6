/** The sockets of Solaris's netstat with columns of their own: SCTP associations and Unix domain sockets. */

import { addressFamily } from '../../../address.ts';
import type { Socket } from '../../../socket.ts';
import { type Endpoints, type Fields, NOBODY, type Remark, unreadable } from '../../format.ts';
import { ANY_PEER, processesOf } from './row.ts';

/** Reads "*.*  0.0.0.0  0 0 102400 0  32/32  CLOSED": four numbers, the streams, the state; a remote address may lack its port. */
export function sctpSocket(fields: Fields, endpoints: Endpoints): Socket | Remark {
  const { text } = fields;
  let streams = 0;
  while (streams < fields.count && !/^\d+\/\d+$/.test(fields.at(streams))) streams++;
  if (streams < 5 || streams + 1 >= fields.count) {
    // Further addresses of a multi-homed association stand alone.
    return fields.count <= 2
      ? { kind: 'detail', reason: 'further addresses of an SCTP association' }
      : unreadable('the line ends before the state');
  }
  const local = endpoints.of(text, fields.starts[0]!, fields.ends[0]!);
  if (local === null) return unreadable(`local address: ${endpoints.problem}`);
  const remote = /^(?:0\.0\.0\.0|::)$/.test(fields.at(1))
    ? ANY_PEER
    : endpoints.of(text, fields.starts[1]!, fields.ends[1]!);
  if (remote === null) return unreadable(`remote address: ${endpoints.problem}`);
  return {
    protocol: 'sctp',
    family: addressFamily(local.address) ?? addressFamily(remote.address),
    local,
    remote,
    state: null,
    stateText: fields.at(streams + 1),
    receiveQueue: fields.number(streams - 1),
    sendQueue: fields.number(streams - 3),
    processes: processesOf(fields, 2, streams - 4),
    line: 0,
    lines: 1,
    raw: '',
  };
}

/**
 * Two columns of paths end the row: this socket's own, and its peer's.
 *
 * @param remotePath where the title of the second stands; 0: not known
 */
export function unixSocket(fields: Fields, remotePath: number): Socket {
  const socket: Socket = {
    protocol: 'unix',
    family: 'unix',
    local: null,
    remote: null,
    state: null,
    stateText: undefined,
    processes: NOBODY,
    line: 0,
    lines: 1,
    raw: '',
  };
  if (fields.count < 5) return socket;
  const [own, peer] = paths(fields, remotePath);
  if (own !== '' && own !== '(socketpair)') socket.path = own;
  if (peer !== '') socket.stateText = `connected to ${peer}`;
  else if (own === '(socketpair)') socket.stateText = own;
  return socket;
}

function paths(fields: Fields, column: number): [own: string, peer: string] {
  const { text } = fields;
  const start = fields.starts[4]!;
  if (column > start && text.charAt(column - 1) === ' ')
    return [text.slice(start, column).trim(), text.slice(column).trim()];
  if (column > 0 && start >= column) return ['', text.slice(start).trim()];
  return [fields.at(4), fields.from(5)];
}
