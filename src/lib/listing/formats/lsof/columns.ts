/** The columns of lsof's table: which fields are FD, TYPE and NODE, and what the types are. */

import type { Family, Protocol } from '../../../socket.ts';
import type { Fields } from '../../format.ts';

/** The NODE column of an Internet socket names its protocol (lsof(8), NODE). */
export const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  TCP: 'tcp',
  UDP: 'udp',
  UDPLITE: 'udplite',
  SCTP: 'sctp',
  DCCP: 'dccp',
  ICMP: 'icmp',
  ICMPV6: 'icmp',
  RAW: 'raw',
};

/** The TYPE column: what is no socket with addresses, in words (lsof(8), TYPE). */
const TYPES: Readonly<Record<string, string>> = {
  REG: 'a file',
  VREG: 'a file',
  DIR: 'a directory',
  VDIR: 'a directory',
  CHR: 'a device',
  VCHR: 'a device',
  BLK: 'a device',
  VBLK: 'a device',
  LINK: 'a symbolic link',
  FIFO: 'a pipe',
  VFIFO: 'a pipe',
  PIPE: 'a pipe',
  a_inode: 'a kernel object without a name',
  KQUEUE: 'an event queue',
  PSXSHM: 'shared memory',
  SHM: 'shared memory',
  PSXSEM: 'a semaphore',
  netlink: 'a netlink socket, between a program and the kernel',
  pack: 'a packet socket',
  ndrv: 'a packet socket of macOS',
  rte: 'a routing socket',
  key: 'a key management socket',
  systm: 'a socket between a program and the kernel of macOS',
  NPOLICY: 'a network policy of macOS',
  NEXUS: 'a network channel of macOS',
  CHAN: 'a network channel of macOS',
  FSEVENTS: 'a stream of file events',
  unknown: 'a file of unknown type',
  UNKNOWN: 'a file of unknown type',
  unknwn: 'a file of unknown type',
};
const SOCKET_TYPES = ['IPv4', 'IPv6', 'unix', 'sock', 'raw', 'raw6', 'inet', 'inet6'];

/** The FD column: a number with its access mode and lock, or a name (lsof(8), FD). */
const FD =
  /^(?:\d{1,7}[rwu-]?[NrRwWuUxX-]?|cwd|rtd|txt|mem(?:-[rwx-]+)?|mmap|DEL|NOFD|err|ltx|jld|pd|tr|twd|fp\.|L\d+)$/;
export function isHeader(text: string): boolean {
  return text.startsWith('COMMAND') && /^COMMAND +PID .*\bFD +TYPE /.test(text);
}

/** A socket is open for reading and writing, and says so. */
const SOCKET_FD = /^(?:\d{1,7}[rwu-][NrRwWuUxX-]?|NOFD)$/;
const NOTHING = /^$/;

/** The field of TYPE, where the line has the look of a row: COMMAND PID [TID TASKCMD PPID PGID] USER FD TYPE; else -1. */
export function typeAt(fields: Fields): number {
  if (fields.count < 5 || fields.number(1) < 0) return -1;
  const last = Math.min(fields.count - 1, 9);
  for (let index = 4; index <= last; index++) {
    const type = fields.at(index);
    if (
      (SOCKET_TYPES.includes(type) ? SOCKET_FD : Object.hasOwn(TYPES, type) ? FD : NOTHING).test(fields.at(index - 1))
    )
      return index;
  }
  return -1;
}

/** Claims that a field with access mode stands where FD would, as in a row whose TYPE is not known. */
export function hasDescriptor(fields: Fields): boolean {
  if (fields.count < 5 || fields.number(1) < 0) return false;
  for (let index = 3; index <= 8; index++)
    if (/^(?:\d+[rwu][A-Za-z]?|cwd|rtd|txt|mem|DEL|NOFD)$/.test(fields.at(index))) return true;
  return false;
}

/** The field of NODE where it names a protocol: DEVICE and SIZE/OFF may stand before it. */
export function protocolAt(fields: Fields, from: number): number {
  for (let index = from; index < from + 4; index++) if (Object.hasOwn(PROTOCOLS, fields.at(index))) return index;
  return -1;
}

export function familyOf(type: string): Family | null {
  if (type === 'IPv4' || type === 'inet') return 'ipv4';
  return type === 'IPv6' || type === 'inet6' ? 'ipv6' : null;
}

export function notSocket(type: string, name: string): string {
  if (type === 'sock')
    return `a socket whose addresses lsof could not tell: ${quote(name.replace(/^(?:0t)?\d+ +\d* */, ''))}`;
  return `${TYPES[type] ?? `a file of type "${type}"`}: no IP address and port`;
}

export function quote(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}
