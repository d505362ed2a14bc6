/** `netstat` of Windows: -a, -n, -o, and the owner lines of -b. */

import { addressFamily } from '../../address.ts';
import { parseEndpoint } from '../../endpoint.ts';
import type { Endpoint, OS, Process, Protocol, Socket, TcpState } from '../../socket.ts';
import {
  Fields,
  type Format,
  HEADER,
  Memory,
  NOBODY,
  plainEndpoint,
  type Reader,
  type Remark,
  readState,
  unreadable,
} from '../format.ts';

export const netstatWindows: Format = {
  id: 'netstat-windows',
  name: 'netstat (Windows)',
  recognise(text) {
    if (isHeader(text)) return 1;
    const protocol = protocolOf(text);
    if (protocol === null) return 0;
    const fields = new Fields();
    fields.scan(text);
    return fields.number(1) < 0 && fields.at(1).includes(':') ? 0.9 : 0;
  },
  reader: () => new WindowsReader(),
};

class WindowsReader implements Reader {
  readonly os: OS | null = 'windows';
  readonly #fields = new Fields();
  readonly #endpoints = new Memory((field) => plainEndpoint(field, COLON) ?? parseEndpoint(field));
  readonly #states = new Memory(readState);
  readonly #pids = new Memory(readPid);
  #last: Socket | null = null;

  begin(): void {
    this.#last = null;
  }

  read(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    const protocol = protocolOf(text);
    if (protocol === null) {
      if (isHeader(text)) {
        this.#last = null;
        return HEADER;
      }
      return this.#last === null ? null : this.#owner(this.#last, text, peek);
    }
    this.#last = null;
    const fields = this.#fields;
    fields.scan(text);
    if (!fields.at(1).includes(':')) return null;
    if (fields.count < 3) return unreadable('the line ends before the foreign address');
    const local = this.#endpoints.of(text, fields.starts[1]!, fields.ends[1]!);
    const remote = this.#endpoints.of(text, fields.starts[2]!, fields.ends[2]!);
    if (!local.ok) return unreadable(`local address: found ${local.problem.found}, expected ${local.problem.expected}`);
    if (!remote.ok)
      return unreadable(`foreign address: found ${remote.problem.found}, expected ${remote.problem.expected}`);
    this.#last = this.#socket(text, protocol, local.value, remote.value);
    return this.#last;
  }

  #socket(text: string, protocol: Protocol, local: Endpoint, remote: Endpoint): Socket {
    const fields = this.#fields;
    let index = 3;
    let state: TcpState | null = null;
    let stateText: string | undefined;
    if (protocol === 'tcp' && index < fields.count && fields.number(index) < 0) {
      ({ state, stateText } = this.#states.of(text, fields.starts[index]!, fields.ends[index]!));
      index++;
    }
    let processes = NOBODY;
    // With -t "InHost" and the like stand beside the PID; -q adds nothing but the state BOUND.
    for (; index < fields.count; index++) {
      const pid = fields.number(index);
      if (pid < 0) continue;
      // No process owns a connection in TIME-WAIT; Windows prints 0 there, the System Idle Process.
      if (pid > 0 || state !== 'TIME-WAIT') {
        processes = this.#pids.of(text, fields.starts[index]!, fields.ends[index]!);
      }
      break;
    }
    return {
      protocol,
      family: addressFamily(local.address),
      local,
      remote: withoutPeer(remote, state),
      state,
      stateText,
      processes,
      line: 0,
      lines: 1,
      raw: '',
    };
  }

  /** Reads what -b prints under a socket: components, then the executable in brackets, or that it is not known. */
  #owner(socket: Socket, text: string, peek: (ahead: number) => string): Remark | null {
    const executable = executableOf(text);
    if (executable !== null) {
      socket.processes = [{ ...socket.processes[0], name: executable }];
      this.#last = null;
      return { kind: 'detail', reason: `the program of line ${socket.line}` };
    }
    if (text.trim() === NOT_KNOWN) {
      this.#last = null;
      return { kind: 'detail', reason: `Windows did not tell the program of line ${socket.line}` };
    }
    if (!isComponent(text)) return null;
    for (let ahead = 1; ahead <= MOST_COMPONENTS; ahead++) {
      const next = peek(ahead);
      if (executableOf(next) !== null || next.trim() === NOT_KNOWN) {
        return { kind: 'detail', reason: `a service or component of line ${socket.line}` };
      }
      if (!isComponent(next) && next.trim() !== '') return null;
    }
    return null;
  }
}

const COLON = 58;
const NOT_KNOWN = 'Can not obtain ownership information';
/** How many component lines may stand before the executable (Windows XP lists every library). */
const MOST_COMPONENTS = 16;

function protocolOf(text: string): Protocol | null {
  let at = 0;
  while (text.charCodeAt(at) === 32) at++;
  if (text.startsWith('TCP ', at)) return 'tcp';
  return text.startsWith('UDP ', at) ? 'udp' : null;
}

function isHeader(text: string): boolean {
  const line = text.trimStart();
  if (line.startsWith('Active Connections')) return true;
  return line.startsWith('Proto') && line.includes('Local Address ') && !line.includes('Recv-Q');
}

/** "[svchost.exe]", alone on its line; indented, or with the look of a program where the blanks got lost. */
function executableOf(text: string): string | null {
  const line = text.trim();
  if (line.length < 3 || !line.startsWith('[') || !line.endsWith(']')) return null;
  const name = line.slice(1, -1);
  return text.startsWith(' ') || name.includes('.') || name === 'System' ? name : null;
}

/** The name of a service ("RpcSs"), a library with its path, or the mark for an unknown one. */
function isComponent(text: string): boolean {
  const line = text.trim();
  if (line === '' || line.length > 260) return false;
  return !line.includes(' ') || line.includes('\\') || line === '-- unknown component(s) --';
}

/** `0.0.0.0:0`, `[::]:0` and `*:*` stand for "no peer": any port, not port 0. Without -n a listener's peer is the machine's own name. */
function withoutPeer(remote: Endpoint, state: TcpState | null): Endpoint {
  if (remote.port !== 0) return remote;
  if (remote.address === '0.0.0.0' || remote.address === '::') return { address: remote.address, port: null };
  return state === 'LISTEN' ? { address: '*', port: null } : remote;
}

function readPid(text: string): Process[] {
  return [{ pid: Number(text) }];
}
