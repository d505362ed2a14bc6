/** The NAME column of lsof, and its COMMAND: states and queues, names of Unix sockets, escaped letters. */

import type { Family, Process, Protocol, Socket } from '../../../socket.ts';
import { readState } from '../../format.ts';

export function socketOf(protocol: Protocol, family: Family, process: Process): Socket {
  return {
    protocol,
    family,
    local: null,
    remote: null,
    state: null,
    stateText: undefined,
    processes: [process],
    line: 0,
    lines: 1,
    raw: '',
  };
}

/** Takes in one word of the TCP information: a state, alone or as `ST=`, or a queue (lsof(8), -T). */
export function addTcpInformation(socket: Socket, word: string): void {
  const equals = word.indexOf('=');
  const key = equals < 0 ? 'ST' : word.slice(0, equals);
  const value = word.slice(equals + 1);
  if (key === 'QR' && /^\d+$/.test(value)) socket.receiveQueue = Number(value);
  else if (key === 'QS' && /^\d+$/.test(value)) socket.sendQueue = Number(value);
  else if (key === 'ST' && value !== '') {
    const { state, stateText } = readState(value);
    socket.state = socket.protocol === 'tcp' ? state : null;
    socket.stateText = socket.protocol === 'tcp' ? stateText : value;
  }
}

export function addUnixName(socket: Socket, name: string): void {
  const state = / ?\(([A-Z]+)\)$/.exec(name);
  if (state !== null) socket.stateText = state[1]!;
  const peer = /->INO=(\d+)/.exec(name);
  if (peer !== null) socket.peerInode = Number(peer[1]);
  const path = name.slice(0, state?.index ?? name.length).replace(/ ?(?:^|(?<= ))(?:type=[A-Z]+|->).*$/, '');
  // Before 4.90 a socket without a name is called "socket".
  if (path !== '' && path !== 'socket') socket.path = path;
}

/** lsof writes blanks and what is not ASCII as bytes, `\x20`; they make UTF-8, cut anywhere. */
export function decodeName(name: string): string {
  return name.replace(/\\(?:x[\da-f]?)?$/, '').replace(/(?:\\x[\da-f]{2})+/g, (escapes) => {
    const bytes = escapes.match(/[\da-f]{2}/g)!.map((byte) => Number.parseInt(byte, 16));
    return new TextDecoder().decode(new Uint8Array(bytes));
  });
}
