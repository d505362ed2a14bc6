/** `netstat` of Solaris and illumos: sections by protocol and family, dotted ports, windows beside queues, and -u's processes. */

import { addressFamily } from '../../../address.ts';
import type { Endpoint, Family, OS, Process, Protocol, Socket } from '../../../socket.ts';
import {
  Endpoints,
  Fields,
  type Format,
  HEADER,
  type Reader,
  type Remark,
  readState,
  unreadable,
} from '../../format.ts';
import { sctpSocket, unixSocket } from './other-sockets.ts';
import { ANY_PEER, DOT, isDotted, isSame, processesOf, readEndpoint, tcpNumbers, udpState, withZone } from './row.ts';

/**
 * A UDP row has no remote address until the socket is connected; its state (Idle, Unbound, Connected) is no TCP state.
 *
 * @see netstat(8) of illumos, netstat(1M) of Solaris 10 and 11; illumos usr/src/cmd/cmd-inet/usr.bin/netstat/netstat.c
 */
export const netstatSolaris: Format = {
  id: 'netstat-solaris',
  name: 'netstat (Solaris, illumos)',
  // Rows begin with an address, a star, or the name of a host.
  begins: '*:0123456789abcdefghijklmnopqrstuvwxyzTUSLA',
  recognise(text) {
    if (ONLY_HERE.test(text) || isTitles(text)) return 1;
    if (UNIX_ROW.test(text)) return 0.95;
    const fields = new Fields();
    fields.scan(text);
    if (!isDotted(fields.at(0)) || fields.count < 2) return 0;
    return tcpNumbers(fields) > 0 || udpState(fields) > 0 ? 0.9 : 0;
  },
  reader: () => new SolarisReader(),
};

const SECTION =
  /^ *(?:(TCP|UDP)(?:: (IPv4|IPv6))?|(SCTP):?|Active (?:UNIX|LOCAL \(UNIX\)) domain sockets|RAWIP(?:: IPv[46])?) *$/;
/** What Solaris alone prints: old versions have a bare "TCP", and the Unix title is BSD's too. */
const ONLY_HERE = /^ *(?:(?:TCP|UDP): IPv[46]|SCTP:) *$/;
const RULE = /^ *-{5,}(?: +-{3,})* *$/;
const UNIX_ROW =
  /^ *[0-9a-f]{6,16} +(?:stream-ord|stream|dgram|seqpacket|rdm|raw|ticlts|ticots|ticotsord) +[0-9a-f]{1,16} +[0-9a-f]{1,16}(?: |$)/;

class SolarisReader implements Reader {
  readonly os: OS | null = 'solaris';
  readonly #fields = new Fields();
  readonly #endpoints = new Endpoints(DOT, readEndpoint);
  #protocol: Protocol | null = null;
  #family: Family | null = null;
  /** where the remote path begins in the Unix section */
  #remotePath = 0;
  /** the socket of the row above: with -u it may have a row a process */
  #last: Socket | null = null;

  begin(): void {
    this.#protocol = null;
    this.#family = null;
    this.#remotePath = 0;
    this.#last = null;
  }

  read(text: string): Socket | Remark | null {
    const last = this.#last;
    this.#last = null;
    const section = SECTION.exec(text);
    if (section !== null) return this.#enter(section, text);
    if (isTitles(text)) {
      this.#remotePath = text.includes('Vnode') ? text.indexOf('Remote Addr') : 0;
      return HEADER;
    }
    if (RULE.test(text)) return HEADER;
    const fields = this.#fields;
    fields.scan(text);
    if (UNIX_ROW.test(text)) return unixSocket(fields, this.#remotePath);
    if (!isDotted(fields.at(0))) return null;
    if (this.#protocol === 'sctp') return sctpSocket(fields, this.#endpoints);
    const numbers = tcpNumbers(fields);
    if (numbers > 0) return this.#internet(text, 'tcp', numbers, numbers + 4, last);
    const state = udpState(fields);
    if (state > 0) return this.#internet(text, this.#protocol ?? 'udp', state, state, last);
    return this.#protocol === null ? null : unreadable('the line ends before the state');
  }

  #enter(section: RegExpExecArray, text: string): Remark {
    this.#protocol = PROTOCOLS[section[1] ?? section[3] ?? ''] ?? (text.includes('RAWIP') ? 'raw' : null);
    this.#family = section[2] === 'IPv6' ? 'ipv6' : section[2] === 'IPv4' ? 'ipv4' : null;
    return HEADER;
  }

  /**
   * @param end of the addresses and processes: the field of the first number, or of the state
   * @param state the field of the state
   * @param above the socket of the row above
   */
  #internet(text: string, protocol: Protocol, end: number, state: number, above: Socket | null): Socket | Remark {
    const fields = this.#fields;
    const local = this.#endpoints.of(text, fields.starts[0]!, fields.ends[0]!);
    if (local === null) return unreadable(`local address: ${this.#endpoints.problem}`);
    // Only -u puts fields between the addresses and the numbers, so what is dotted in second place is the remote address.
    const hasRemote = end > 1 && isDotted(fields.at(1));
    const remote = hasRemote ? this.#endpoints.of(text, fields.starts[1]!, fields.ends[1]!) : ANY_PEER;
    if (remote === null) return unreadable(`remote address: ${this.#endpoints.problem}`);
    const processes = processesOf(fields, hasRemote ? 2 : 1, end);
    const word = fields.at(state);
    const tcp = protocol === 'tcp' ? readState(word) : { state: null, stateText: word };
    if (above !== null && isFurtherProcess(above, protocol, local, remote, processes)) {
      above.processes = [...above.processes, ...processes];
      this.#last = above;
      return { kind: 'detail', reason: 'another process of the socket above' };
    }
    this.#last = {
      protocol,
      family: this.#family ?? addressFamily(local.address) ?? addressFamily(remote.address),
      local: withZone(local, fields.at(state + 1)),
      remote: withZone(remote, fields.at(state + 1)),
      state: tcp.state,
      stateText: tcp.stateText,
      // "Swind Send-Q Rwind Recv-Q": windows are no queues.
      receiveQueue: state - end === 4 ? fields.number(end + 3) : undefined,
      sendQueue: state - end === 4 ? fields.number(end + 1) : undefined,
      processes,
      line: 0,
      lines: 1,
      raw: '',
    };
    return this.#last;
  }
}

const PROTOCOLS: Record<string, Protocol> = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' };
/** "   Local Address        Remote Address      State", and that of the Unix section. */
function isTitles(text: string): boolean {
  if (!text.includes('Local Addr')) return false;
  return (
    /^ +Local Address +Remote Address +(?:User|Swind|State|Zone)/.test(text) ||
    /^ *Address +Type +Vnode +Conn /.test(text)
  );
}

/** Claims that -u tells a further process of the socket above. Sockets without a port are alike and not the same. */
function isFurtherProcess(
  above: Socket,
  protocol: Protocol,
  local: Endpoint,
  remote: Endpoint,
  processes: Process[],
): boolean {
  if (above.processes.length === 0 || processes.length === 0 || local.port === null) return false;
  return above.protocol === protocol && isSame(above.local, local) && isSame(above.remote, remote);
}
