/** `fstat` of OpenBSD and NetBSD: the rows of Internet sockets among those of open files. */

import { addressFamily } from '../../address.ts';
import { parseEndpoint } from '../../endpoint.ts';
import type { OS, Protocol, Socket } from '../../socket.ts';
import { type Format, HEADER, type Reader, type Remark, unreadable } from '../format.ts';

/**
 * A TCP socket without a peer counts as listening: fstat prints no states.
 *
 * @see fstat(1), "SOCKETS"; OpenBSD usr.bin/fstat/fstat.c, print_inet_details
 */
export const fstat: Format = {
  id: 'fstat',
  name: 'fstat (OpenBSD, NetBSD)',
  // Rows begin with a user.
  begins: 'abcdefghijklmnopqrstuvwxyz_0123456789U',
  recognise(text) {
    if (TITLES.test(text)) return 1;
    return text.includes('* ') && SOCKET.test(text) ? 0.9 : 0;
  },
  reader: () => new FstatReader(),
};

const TITLES = /^USER +CMD +PID +FD /;
/** User, command, process, descriptor; a star marks what is no file. */
const SOCKET =
  /^(\w[\w.$-]*) +(\S+(?: \S+){0,3}?) +(\d+) +(\d+)\* +(internet6?|unix|local|pipe|route|crypto|kqueue) ?(.*)$/;
const FILE = /^\S+ +\S+(?: \S+){0,3}? +\d+ +(?:\d+\*?|wd|root|text|tr|jail) +\S/;
/** Type, protocol, address of the control block, then the addresses. */
const INTERNET =
  /^(stream|dgram|raw)(?: +([a-z][\w-]*|\d+))?(?: +(?:0x)?[0-9a-f]{5,16})?(?: +([^ <-]\S*))?(?: +(-->|<--|<->) +(\S+))? *$/;

const PROTOCOLS: Record<string, Protocol> = { tcp: 'tcp', udp: 'udp', icmp: 'icmp', 'ipv6-icmp': 'icmp' };
const OF_TYPES: Record<string, Protocol> = { stream: 'tcp', dgram: 'udp', raw: 'raw' };

class FstatReader implements Reader {
  os: OS | null = null;

  begin(): void {
    this.os = null;
  }

  read(text: string): Socket | Remark | null {
    if (TITLES.test(text)) return HEADER;
    const row = SOCKET.exec(text);
    if (row === null) return FILE.test(text) ? unreadable('an open file, no socket') : null;
    const [, user = '', name = '', pid, fd, kind, rest = ''] = row;
    if (kind !== 'internet' && kind !== 'internet6')
      return unreadable(`no Internet socket but ${kind}: no address and port`);
    const parts = INTERNET.exec(rest);
    if (parts === null) return unreadable(`found "${rest.slice(0, 40)}", expected a type, a protocol and addresses`);
    const [, type = '', word = '', near, arrow, far] = parts;
    if (near === undefined) return unreadable('a socket without an address');
    const local = parseEndpoint(near);
    const remote = far === undefined ? null : parseEndpoint(far);
    if (!local.ok) return unreadable(`local address: found ${local.problem.found}, expected ${local.problem.expected}`);
    if (remote?.ok === false)
      return unreadable(`foreign address: found ${remote.problem.found}, expected ${remote.problem.expected}`);
    if (arrow === '-->' || arrow === '<--') this.os = 'openbsd';
    const protocol = PROTOCOLS[word] ?? OF_TYPES[type] ?? 'other';
    return {
      protocol,
      family: kind === 'internet6' ? 'ipv6' : (addressFamily(local.value.address) ?? 'ipv4'),
      local: local.value,
      remote: remote?.value ?? { address: '*', port: null },
      state: protocol === 'tcp' && remote === null && local.value.port !== null ? 'LISTEN' : null,
      stateText: undefined,
      processes: [{ pid: Number(pid), name, fd: Number(fd), user }],
      line: 0,
      lines: 1,
      raw: '',
    };
  }
}
