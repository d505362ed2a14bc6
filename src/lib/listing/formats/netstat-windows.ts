/** `netstat` of Windows in any language: -a, -n, -o, -q, -t, -y, and the owner lines of -b. */

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
  type StateText,
  unreadable,
} from '../format.ts';
import { localState, wordedLine } from './netstat-windows-words.ts';

export const netstatWindows: Format = {
  id: 'netstat-windows',
  name: 'netstat (Windows)',
  // Rows begin with a protocol; headings with what the words of the languages begin with.
  begins: 'TUACEILMPK',
  recognise(text) {
    if (protocolOf(text) === null) return isHeader(text) || DIRECT_HEADER.test(text) ? 1 : 0;
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
  readonly #states = new Memory(readWindowsState);
  readonly #pids = new Memory(readPid);
  /** the socket that owner lines may belong to */
  #last: Socket | null = null;
  /** some socket of this listing has owner lines */
  #hasOwners = false;

  begin(): void {
    this.#last = null;
    this.#hasOwners = false;
  }

  read(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    const protocol = protocolOf(text);
    if (protocol === null) return this.#remark(text, peek);
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
      const end = this.#endOfState(text, index);
      ({ state, stateText } = this.#states.of(text, fields.starts[index]!, fields.ends[end - 1]!));
      index = end;
    }
    // With -t "InHost" and the like stand beside the PID, with -y the template.
    while (index < fields.count && BESIDE.test(fields.at(index))) index++;
    const pid = fields.number(index);
    // No process owns a connection in TIME-WAIT; Windows prints 0 there, the System Idle Process.
    const owned = pid > 0 || (pid === 0 && state !== 'TIME-WAIT');
    return {
      protocol,
      family: addressFamily(local.address),
      local,
      remote: withoutPeer(remote, state),
      state,
      stateText,
      processes: owned ? this.#pids.of(text, fields.starts[index]!, fields.ends[index]!) : NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
  }

  /** The field behind the state: most states are one word, some of other languages several with single blanks between. */
  #endOfState(text: string, from: number): number {
    const fields = this.#fields;
    const { state } = this.#states.of(text, fields.starts[from]!, fields.ends[from]!);
    let end = from + 1;
    if (state !== null) return end;
    while (end < fields.count && end < from + MOST_WORDS && isNext(fields, end)) end++;
    return end;
  }

  /** Reads a line that is no row: a header in some language, or what -b prints under a socket. */
  #remark(text: string, peek: (ahead: number) => string): Remark | null {
    const socket = this.#last;
    if (isHeader(text)) {
      this.#last = null;
      return HEADER;
    }
    if (DIRECT_HEADER.test(text)) return { kind: 'header', reason: DIRECT };
    if (DIRECT_ROW.test(text)) return unreadable(DIRECT);
    if (isUnknownHeader(text, peek)) {
      this.#last = null;
      return { kind: 'header', reason: 'column headings in a language that is not known here' };
    }
    if (socket === null) return null;
    const owner = this.#owner(socket, text, peek);
    if (owner === null) this.#last = null;
    return owner;
  }

  /** Reads what -b prints under a socket: components, then the executable in brackets, or that it is not known. */
  #owner(socket: Socket, text: string, peek: (ahead: number) => string): Remark | null {
    const executable = executableOf(text);
    if (executable !== null) {
      socket.processes = [{ ...socket.processes[0], name: executable }];
      this.#last = null;
      this.#hasOwners = true;
      return { kind: 'detail', reason: `the program of line ${socket.line}` };
    }
    if (isUnknownOwner(text)) {
      this.#last = null;
      this.#hasOwners = true;
      return { kind: 'detail', reason: `Windows did not tell the program of line ${socket.line}` };
    }
    if (this.#hasOwners && SENTENCE.test(text) && isRowOrEnd(peek(1))) {
      this.#last = null;
      return {
        kind: 'detail',
        reason: `a remark about the program of line ${socket.line}, in a language not known here`,
      };
    }
    if (!isComponent(text)) return null;
    for (let ahead = 1; ahead <= MOST_COMPONENTS; ahead++) {
      const next = peek(ahead);
      if (executableOf(next) !== null || isUnknownOwner(next)) {
        return { kind: 'detail', reason: `a service or component of line ${socket.line}` };
      }
      if (!isComponent(next) && next.trim() !== '') return null;
    }
    return null;
  }
}

const COLON = 58;
/** How many component lines may stand before the executable (Windows XP lists every library). */
const MOST_COMPONENTS = 64;
/** "In attesa di chiusura" has four words. */
const MOST_WORDS = 4;

/** What -t and -y print beside the state (Microsoft's netstat reference; MIB_TCPROW2 for the first four). */
const BESIDE =
  /^(?:InHost|Offloading|Offloaded|Uploading|Internet(?:Custom)?|Datacenter(?:Custom)?|Compat|Automatic|Not|Applicable)$/;

/** netstat -x: RDMA has ports, but no TCP or UDP sockets. */
const DIRECT_HEADER = /^(?:Active NetworkDirect Connections| *Mode +IfIndex +Type +Local Address)/;
const DIRECT_ROW = /^ *(?:Kernel|User) +\d+ +(?:Connection|Listener|SharedEndpoint) /;
const DIRECT = 'a NetworkDirect (RDMA) endpoint: no TCP or UDP socket';

/** What -b prints of an unknown owner stands one blank in, unlike components with two. */
const SENTENCE = /^ [^ [\d][^[\]:\\]{5,}$/;

function protocolOf(text: string): Protocol | null {
  let at = 0;
  while (text.charCodeAt(at) === 32) at++;
  if (text.startsWith('TCP ', at)) return 'tcp';
  return text.startsWith('UDP ', at) ? 'udp' : null;
}

function isHeader(text: string): boolean {
  const line = wordedLine(text);
  return (line === 'title' || line === 'columns') && !text.includes('Recv-Q');
}

/** Column headings show by their gaps and by the row beneath them, whatever their words. */
function isUnknownHeader(text: string, peek: (ahead: number) => string): boolean {
  if (text.length > 160 || !/^ *\S+ {2,}\S.* {2,}\S/.test(text) || /[\d:[\]]/.test(text)) return false;
  const next = peek(1);
  return protocolOf(next.trim() === '' ? peek(2) : next) !== null;
}

function isUnknownOwner(text: string): boolean {
  return wordedLine(text) === 'owner unknown';
}

function isRowOrEnd(text: string): boolean {
  return text.trim() === '' || protocolOf(text) !== null;
}

/** Claims that a field goes on with the state before it: one blank between, no number, nothing of another column. */
function isNext(fields: Fields, index: number): boolean {
  if (fields.starts[index]! - fields.ends[index - 1]! > 1) return false;
  return fields.number(index) < 0 && !BESIDE.test(fields.at(index));
}

function readWindowsState(text: string): StateText {
  const read = readState(text);
  return read.state === null ? { state: localState(text) ?? null, stateText: text } : read;
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
