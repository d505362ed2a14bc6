/** What a Unix domain socket does, without the point at the end. */

import type { Socket } from '../socket.ts';
import { counted, isShared, ownerOf } from './words.ts';

/**
 * Explains a Unix domain socket. A path that begins with `@` stands for an abstract name, which is in no file system.
 *
 * @see unix(7)
 * @example explainUnix({ protocol: 'unix', family: 'unix', local: null, remote: null, state: null, stateText: 'LISTENING', processes: [{ pid: 34, name: 'gunicorn' }], path: '/run/app.sock', line: 1, lines: 1, raw: '' })
 * // 'gunicorn (pid 34) waits for programs on this machine to connect to the socket file /run/app.sock'
 */
export function explainUnix({ processes, path, state, stateText, receiveQueue = 0, sendQueue = 0 }: Socket): string {
  const owner = ownerOf(processes) ?? 'a program that this listing does not name';
  const shared = isShared(processes);
  const word = (stateText ?? state ?? '').toUpperCase();
  const name = path === undefined ? null : path.startsWith('@') ? `abstract name ${path}` : `socket file ${path}`;
  if (LISTENING.test(word)) {
    const limit = sendQueue > 0 ? ` of ${counted(sendQueue, 'place')}` : '';
    const queue =
      receiveQueue > 0 ? `; ${counted(receiveQueue, 'connection')} in its queue${limit} must still be accepted` : '';
    const verb = shared ? 'share a socket that waits' : 'waits';
    return `${owner} ${verb} for programs on this machine to connect to ${name === null ? 'a socket without a name' : `the ${name}`}${queue}`;
  }
  const verb = shared ? 'share' : 'has';
  const end = name === null ? 'without a name' : `at the ${name}`;
  if (CONNECTED.test(word)) {
    const unread = receiveQueue > 0 ? `; ${counted(receiveQueue, 'byte')} must still be read` : '';
    return `${owner} ${verb} one end of a connection within this machine, a Unix domain socket ${end}${unread}`;
  }
  return `${owner} ${verb} a Unix domain socket ${end}, for programs on this machine alone`;
}

const LISTENING = /^LISTEN/;
const CONNECTED = /^(?:CONNECTED|ESTAB)/;
