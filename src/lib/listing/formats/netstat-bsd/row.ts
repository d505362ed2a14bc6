/** The columns of a row of BSD's netstat, found by what they hold, as no header needs to be there. */

import type { Family, Protocol } from '../../../socket.ts';
import type { Fields } from '../../format.ts';

/** Where an Internet row has its fields. */
export interface Row {
  /** the field of the protocol: 0, or more with the addresses of -A before it */
  first: number;
  /** the field of the local address */
  local: number;
  protocol: Protocol;
  /** undefined where the protocol's word does not tell: OpenBSD, NetBSD and AIX print "tcp" */
  family: Family | null | undefined;
  receiveQueue: number | undefined;
  sendQueue: number | undefined;
  /** with -L: the listen queue instead of a foreign address */
  queue: string | null;
}

/** The first letters of the protocol column; what follows tells the family (inet.c, "%-3.3s%-2.2s"; OpenBSD "%-7.7s"). */
const PROTOCOLS: Record<string, Protocol> = {
  tcp: 'tcp',
  toe: 'tcp', // a TCP connection that the network card handles (FreeBSD)
  udp: 'udp',
  udl: 'udplite',
  sct: 'sctp',
  icm: 'icmp',
  ip: 'raw',
  igm: 'raw',
  div: 'raw',
  divert: 'raw',
  pim: 'raw',
};

const FAMILIES: Record<string, Family | null> = { '4': 'ipv4', '6': 'ipv6', '46': null, '': null };
const WORD = /^(divert|ip|[a-z]{3})(4|6|46|)$/;
const QUEUE = /^\d+\/\d+\/\d+$/;
const UNIX_TYPES = /^(?:stream|dgram|raw|rdm|seqpac)$/;

/**
 * Finds the columns of an Internet row; null where it is none.
 *
 * @param inQueues the section is that of -L, whose rows have no protocol on macOS: a listening Internet socket is TCP's
 */
export function rowOf(fields: Fields, inQueues = false): Row | null {
  let first = 0;
  while (first < 2 && first + 1 < fields.count && isAddressOfKernel(fields, first, first === 0 ? 8 : 1)) first++;
  if (inQueues && QUEUE.test(fields.at(first))) return queueRow(fields, first, first, 'tcp', undefined);
  const word = fields.at(first);
  if (word.length < 2 || word.length > 7) return null;
  const [, letters = '', suffix = ''] = WORD.exec(word) ?? [];
  const protocol = Object.hasOwn(PROTOCOLS, letters) ? PROTOCOLS[letters] : undefined;
  if (protocol === undefined) return null;
  let digits = suffix;
  let next = first + 1;
  // "ip" is padded to three letters, so its family stands apart: "ip 4".
  if (letters === 'ip' && digits === '' && Object.hasOwn(FAMILIES, fields.at(next)) && fields.number(next + 2) >= 0) {
    digits = fields.at(next++);
  }
  const family = digits === '' ? undefined : FAMILIES[digits];
  if (QUEUE.test(fields.at(next))) return queueRow(fields, first, next, protocol, family);
  // Two numbers are the queues; with -T stand three others, or none for UDP.
  let numbers = 0;
  while (numbers < 3 && fields.number(next + numbers) >= 0) numbers++;
  return {
    first,
    local: next + numbers,
    protocol,
    family,
    receiveQueue: numbers === 2 ? fields.number(next) : undefined,
    sendQueue: numbers === 2 ? fields.number(next + 1) : undefined,
    queue: null,
  };
}

function queueRow(fields: Fields, first: number, at: number, protocol: Protocol, family: Row['family']): Row {
  const queue = fields.at(at);
  const [length, , most] = queue.split('/').map(Number);
  return { first, local: at + 1, protocol, family, receiveQueue: length, sendQueue: most, queue };
}

/** "fffff80003ab6100 stream 0 0 …": addresses of the kernel, then the type. */
export function isUnixRow(fields: Fields): boolean {
  return (
    fields.count >= 8 &&
    isAddressOfKernel(fields, 0, 6) &&
    UNIX_TYPES.test(fields.at(1)) &&
    fields.number(2) >= 0 &&
    fields.number(3) >= 0
  );
}

/** "fffff80003ab6100", "0xffff800000a3c400" on OpenBSD, there with a star where it was made up. */
function isAddressOfKernel(fields: Fields, index: number, least: number): boolean {
  return fields.isHexadecimal(index, least) || /^0x[0-9a-f]+\*?$/.test(fields.at(index));
}
