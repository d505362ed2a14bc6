/** "Who has port N?" and "Why can't I bind N?", answered from a listing. */

import { isWildcard } from '../address.ts';
import { isUnspecified } from '../endpoint.ts';
import { EPHEMERAL_RANGES, isEphemeral } from '../port.ts';
import { type OS, OS_NAMES, type Socket } from '../socket.ts';
import type { Listing } from './format.ts';
import { type HolderCommands, holderCommands } from './holder-commands.ts';
import { counted, dualStack, inRow, ownerOf, PROTOCOL_NAMES, placeOf, portWithService } from './words.ts';

export type { HolderCommands } from './holder-commands.ts';

/** Who holds a port, and what that means for a program that wants it. */
export interface PortHolders {
  port: number;
  /** indexes of the sockets with this local port: those that listen or receive first, then connections */
  sockets: number[];
  /** who has the port, in one sentence */
  sentence: string;
  /** how to see the holder and how to stop it, for the system of the listing or, where that is unknown, the common three */
  commands: HolderCommands[];
  /** whether a further program could bind the port, and what stands in its way */
  canBind: string;
}

/**
 * Tells who holds a local port in this listing.
 *
 * @param port 0 to 65535
 * @see bind(2), ip(7), ipv6(7), socket(7)
 */
export function holdersOf(listing: Listing, port: number): PortHolders {
  const { sockets, os } = listing;
  const here: number[] = [];
  for (let index = 0; index < sockets.length; index++) {
    if (sockets[index]!.local?.port === port && sockets[index]!.protocol !== 'unix') here.push(index);
  }
  const holding = here.filter((index) => isHolder(sockets[index]!));
  const connections = here.filter((index) => !isHolder(sockets[index]!));
  const holders = holding.map((index) => sockets[index]!);
  const rest = connections.map((index) => sockets[index]!);
  return {
    port,
    sockets: [...holding, ...connections],
    sentence: `${whoHas(port, holders, rest, os)}.`,
    commands: holderCommands(os, port, holders.length > 0 ? holders : rest),
    canBind: [...obstacles(port, holders, rest, os), ...rules(port, os)].join(' '),
  };
}

/** Claims that the socket keeps others from the port: it listens, receives, or is bound without a peer. */
function isHolder({ state, remote }: Socket): boolean {
  return state === 'LISTEN' || remote === null || isUnspecified(remote);
}

const MOST_NAMED = 4;

function whoHas(port: number, holders: readonly Socket[], rest: readonly Socket[], os: OS | null): string {
  const named = portWithService(port);
  if (holders.length > 0) {
    const each = [...new Set(holders.map((socket) => heldBy(socket, os)))];
    const more = each.length > MOST_NAMED ? [...each.slice(0, MOST_NAMED), `${each.length - MOST_NAMED} more`] : each;
    return `Port ${named} is held by ${inRow(more)}${rest.length > 0 ? `; ${counted(rest.length, 'connection')} of this listing ${rest.length === 1 ? 'uses' : 'use'} it too` : ''}`;
  }
  if (rest.length === 0) return `No socket in this listing has local port ${named}`;
  const owners = [...new Set(rest.map(({ processes }) => ownerOf(processes)).filter((owner) => owner !== null))];
  const by = owners.length === 0 ? '' : ` of ${inRow(owners.slice(0, MOST_NAMED))}`;
  return `Nothing in this listing listens on port ${named}, but ${counted(rest.length, 'connection')}${by} ${rest.length === 1 ? 'uses' : 'use'} it as local port`;
}

/** "nginx (pid 812): TCP on every IPv4 address of this machine" */
function heldBy(socket: Socket, os: OS | null): string {
  const { processes, container } = socket;
  const owner =
    ownerOf(processes) ??
    (container === undefined ? 'a program that this listing does not name' : `the container ${container}`);
  return `${owner} (${PROTOCOL_NAMES[socket.protocol]} on ${placeOf(socket, os)})`;
}

function obstacles(port: number, holders: readonly Socket[], rest: readonly Socket[], os: OS | null): string[] {
  const told: string[] = [];
  for (const protocol of ['tcp', 'udp'] as const) {
    const own = holders.filter((socket) => socket.protocol === protocol);
    if (own.length > 0) told.push(covered(port, own, os));
  }
  const kinds = new Set(holders.map(({ protocol }) => protocol));
  if (kinds.size === 1) {
    const [one] = kinds;
    const other = one === 'tcp' ? 'UDP' : 'TCP';
    told.push(`${other} port ${port} is another port: nothing here holds it.`);
  }
  if (holders.some(isProxy)) {
    told.push(
      'The holder forwards the port to a container: stop the container, or publish it elsewhere, rather than killing the proxy.',
    );
  }
  if (holders.some(({ processes }) => os === 'windows' && processes.some(({ pid }) => pid === 4))) {
    told.push(
      'Pid 4 is Windows itself (often HTTP.sys for IIS or WinRM): stop the service that reserved the port; netsh http show servicestate names it.',
    );
  }
  const closing = rest.filter(({ state }) => state === 'TIME-WAIT').length;
  if (holders.length === 0 && closing > 0) {
    told.push(
      `${counted(closing, 'connection')} in TIME-WAIT can make bind fail with EADDRINUSE unless the server sets SO_REUSEADDR; on Linux they are gone after 60 seconds.`,
    );
  }
  if (holders.length === 0 && rest.length > closing) {
    told.push(
      'Connections that remain of an earlier server have its port: a new one needs SO_REUSEADDR to bind it. A client’s connection may have taken the port by chance.',
    );
  }
  if (holders.length === 0) told.push(...NO_HOLDER);
  return told;
}

/** What to think of where the listing has no holder and bind fails all the same. */
const NO_HOLDER: readonly string[] = [
  'As far as this listing shows, a program can bind the port.',
  'If bind fails all the same, the holder is one that the listing leaves out: a socket that is bound but does not listen, one of another user, container or network namespace, or one that came later.',
];

function covered(port: number, holders: readonly Socket[], os: OS | null): string {
  const name = PROTOCOL_NAMES[holders[0]!.protocol];
  const wildcards = holders.filter(({ local }) => isWildcard(local!.address));
  if (wildcards.length === 0) {
    const places = [...new Set(holders.map(({ local }) => local!.address))];
    return `${name} port ${port} is taken on ${inRow(places.slice(0, MOST_NAMED))}, and so is the wildcard address; other addresses of this machine are free.`;
  }
  const dual = wildcards.map((socket) => dualStack(socket, os));
  if (dual.includes('yes'))
    return `${name} port ${port} is taken on every address, IPv4 and IPv6: the wildcard covers also 127.0.0.1 and ::1.`;
  const four = wildcards.some(({ local, family }) => local!.address === '0.0.0.0' || family === 'ipv4');
  const six = wildcards.some(({ local, family }) => local!.address === '::' || family === 'ipv6');
  if (four && six)
    return `${name} port ${port} is taken on every address, IPv4 and IPv6: the wildcards cover also 127.0.0.1 and ::1.`;
  if (dual.includes('unless IPV6_V6ONLY')) {
    return `${name} port ${port} is taken on every IPv6 address by a socket on ::, which usually takes IPv4 too; then 0.0.0.0 and 127.0.0.1 fail as well.`;
  }
  return six
    ? `${name} port ${port} is taken on every IPv6 address; IPv4 is free.`
    : `${name} port ${port} is taken on every IPv4 address: the wildcard 0.0.0.0 covers also 127.0.0.1, and a dual-stack socket on :: fails too.`;
}

/** Claims that the holder forwards to a container. */
function isProxy({ processes, container }: Socket): boolean {
  return container !== undefined || processes.some(({ name }) => name !== undefined && PROXIES.test(name));
}

const PROXIES =
  /^(?:docker-pr|dockerd|com\.docke|rootlessp|rootlesskit|conmon|slirp4net|pasta|containerd|wslrelay|vpnkit)/;

/** What the system adds, whoever holds the port. */
function rules(port: number, os: OS | null): string[] {
  const told: string[] = [];
  if (port === 0) told.push('Port 0 asks the system for any free port.');
  else if (port < 1024 && os !== 'windows') told.push(PRIVILEGED[os ?? 'linux'] ?? PRIVILEGED.other!);
  if (os !== null && port > 0 && isEphemeral(port, os)) {
    const { first, last } = EPHEMERAL_RANGES[os];
    told.push(
      `${OS_NAMES[os]} also takes ports ${first} to ${last} for outgoing connections, so that any client may hold it for a while.`,
    );
  }
  return told;
}

const PRIVILEGED: Readonly<Record<string, string>> = {
  linux:
    'Below 1024 Linux asks for root or CAP_NET_BIND_SERVICE (net.ipv4.ip_unprivileged_port_start); without it bind fails with EACCES.',
  macos:
    'Since 10.14, macOS lets any user bind a port below 1024 on the wildcard address; on a particular address it takes root.',
  other: 'Below 1024 the system asks for root; without it bind fails with EACCES.',
};
