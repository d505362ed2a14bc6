/** What listeners teach: several on one port, one socket for both families, servers for this machine alone. */

import { addressScope, isWildcard } from '../../address.ts';
import { isEphemeral } from '../../port.ts';
import { serviceOfPort } from '../../service-names.ts';
import type { OS, Socket } from '../../socket.ts';
import { counted, dualStack, inRow, ownerOf, portWithService } from '../words.ts';
import { EXPOSED_PORTS } from './exposed-ports.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { endpointKey, groupBy } from './overview.ts';

/** More than one listener has the very same endpoint. */
export const sharedPort: Rule = ({ sockets, os }, { listeners }) => {
  const own = listeners.filter((index) => sockets[index]!.protocol === 'tcp' && !sockets[index]!.local!.truncated);
  const groups = groupBy(own, sockets, ({ local, family }) =>
    local!.port === null ? null : `${family} ${local!.zone ?? ''} ${endpointKey(local!.address, local!.port)}`,
  );
  return [...groups.values()]
    .filter((group) => isShared(group, sockets))
    .map((group): Finding => {
      const { local } = sockets[group[0]!]!;
      const owners = [
        ...new Set(group.map((index) => ownerOf(sockets[index]!.processes)).filter((owner) => owner !== null)),
      ];
      return {
        rule: 'shared-port',
        severity: 'information',
        title: `${counted(group.length, 'listener')} have the same endpoint ${endpointKey(local!.address, local!.port!)}`,
        why: `${owners.length > 0 ? `They belong to ${inRow(owners.slice(0, 4))}. ` : ''}${os === null ? SHARING.linux : (SHARING[os] ?? SHARING.linux)}`,
        sockets: group,
        whatToDo: adviceFor(os, [
          {
            os: 'linux',
            text: 'See the sockets with their processes and inodes.',
            command: `sudo ss -tlnpe 'sport = :${local!.port}'`,
          },
          {
            os: 'windows',
            text: 'See which processes share it.',
            command: `Get-NetTCPConnection -LocalPort ${local!.port} -State Listen | Select-Object LocalAddress, OwningProcess`,
          },
          {
            os: 'any',
            text: 'Nothing, if one program started them all; otherwise find out which of them clients reach.',
          },
        ]),
        learnMore: LEARN.inUse,
      };
    });
};

const SHARING: Readonly<Partial<Record<OS, string>>> = {
  linux:
    'That is possible because each set SO_REUSEPORT, and all belong to one user; the kernel hands each new connection to one of them by a hash.',
  windows:
    'That is possible because they set SO_REUSEADDR, which on Windows lets a second program take a port over; which of them gets a connection is not defined.',
  macos: 'That is possible because each set SO_REUSEPORT; connections go to one of them.',
  freebsd:
    'That is possible because each set SO_REUSEPORT or SO_REUSEPORT_LB; only the latter spreads connections over all.',
};

/** Several lines of one descriptor that was inherited are one socket: lsof and ss show them with the same inode or pid. */
function isShared(group: readonly number[], sockets: readonly Socket[]): boolean {
  if (group.length < 2) return false;
  const inodes = new Set(group.map((index) => sockets[index]!.inode));
  if (inodes.size === 1 && !inodes.has(undefined)) return false;
  const lines = new Set(group.map((index) => sockets[index]!.raw));
  return lines.size > 1 || group.length > 1;
}

/** A socket on `::` that serves IPv4 too, with no IPv4 listener beside it: many look for it in vain among the IPv4 ones. */
export const servesBothFamilies: Rule = ({ sockets, os }, { listeners }) => {
  const withFour = new Set<number>();
  for (const index of listeners) {
    const { local, family, protocol } = sockets[index]!;
    if (protocol === 'tcp' && family === 'ipv4' && local!.port !== null) withFour.add(local!.port);
  }
  const group = listeners.filter((index) => {
    const socket = sockets[index]!;
    const { address, port } = socket.local!;
    return (
      socket.protocol === 'tcp' &&
      address === '::' &&
      port !== null &&
      !withFour.has(port) &&
      dualStack(socket, os) === 'unless IPV6_V6ONLY'
    );
  });
  if (group.length === 0) return [];
  const ports = [...new Set(group.map((index) => sockets[index]!.local!.port!))];
  return [
    {
      rule: 'serves-both-families',
      severity: 'information',
      title: `${ports.length === 1 ? `Port ${ports[0]}` : `Ports ${inRow(ports.slice(0, 6).map(String))}${ports.length > 6 ? ' …' : ''}`} listed as IPv6 alone, yet IPv4 clients usually reach ${ports.length === 1 ? 'it' : 'them'}`,
      why: 'A socket bound to :: takes IPv4 connections too, unless it set IPV6_V6ONLY; the listing then shows one line, under IPv6. IPv4 clients appear in it as ::ffff: and their address.',
      sockets: group,
      whatToDo: adviceFor(os, [
        {
          os: 'linux',
          text: 'The two are told apart by ss: * is both families, [::] is IPv6 alone.',
          command: 'ss -tln',
        },
        { os: 'any', text: 'Connect to it over IPv4 once: that decides it.' },
      ]),
      learnMore: LEARN.inUse,
    },
  ];
};

/** Servers that only one of 127.0.0.1 and ::1 reaches. */
export const oneLoopback: Rule = ({ sockets, os }, { listeners }) => {
  const six = listeners.filter((index) => isTcpOn(sockets[index]!, (address) => address === '::1'));
  if (six.length === 0) return [];
  const onFour = new Set(
    listeners
      .filter((index) =>
        isTcpOn(
          sockets[index]!,
          (address) => address !== '::1' && (addressScope(address) === 'loopback' || isWildcard(address)),
        ),
      )
      .map((index) => sockets[index]!.local!.port),
  );
  const group = six.filter(
    (index) => !onFour.has(sockets[index]!.local!.port) && !isChosenBySystem(sockets[index]!, os),
  );
  return group.map((index): Finding => {
    const { local, processes } = sockets[index]!;
    const port = local!.port!;
    return {
      rule: 'one-loopback',
      severity: 'information',
      title: `Port ${portWithService(port)} listens on ::1 alone: 127.0.0.1 is refused`,
      why: `${ownerOf(processes) ?? 'The program'} probably bound "localhost", which named ::1 first. A client that uses 127.0.0.1 gets "connection refused", although the server runs; so does one from another machine.`,
      sockets: [index],
      whatToDo: adviceFor(os, [
        {
          os: 'any',
          text: 'Bind 127.0.0.1 as well, or use http://localhost or http://[::1] in clients.',
          command: `curl -v 'http://[::1]:${port}/'`,
        },
      ]),
      learnMore: LEARN.inUse,
    };
  });
};

/** Servers for this machine alone, where a reader may have meant to publish one. */
export const loopbackOnly: Rule = ({ sockets, os }, { listeners }) => {
  const open = new Set(
    listeners
      .filter((index) => isTcpOn(sockets[index]!, (address) => addressScope(address) !== 'loopback'))
      .map((index) => sockets[index]!.local!.port),
  );
  const group = listeners.filter((index) => {
    const socket = sockets[index]!;
    return (
      isTcpOn(socket, (address) => addressScope(address) === 'loopback' && address !== '::1') &&
      !open.has(socket.local!.port) &&
      isWorthPublishing(socket, os)
    );
  });
  if (group.length === 0) return [];
  const ports = [...new Set(group.map((index) => sockets[index]!.local!.port!))];
  const shown = inRow(ports.slice(0, 6).map(String));
  return [
    {
      rule: 'loopback-only',
      severity: 'information',
      title: `${ports.length === 1 ? 'Port' : 'Ports'} ${shown}${ports.length > 6 ? ' …' : ''} can be reached from this machine only`,
      why: 'These servers listen on a loopback address. That is right behind a proxy or for development; but other machines, and containers, get "connection refused".',
      sockets: group,
      whatToDo: adviceFor(os, [
        {
          os: 'any',
          text: 'If others should reach it, let it listen on 0.0.0.0 or on one address of this machine (often an option --host or --bind), and open the firewall. In a container, loopback is the container’s own.',
        },
        {
          os: 'any',
          text: 'For yourself alone, a tunnel is enough.',
          command: `ssh -L ${ports[0]}:127.0.0.1:${ports[0]} user@host`,
        },
      ]),
      learnMore: LEARN.listing,
    },
  ];
};

function isTcpOn({ protocol, local }: Socket, fits: (address: string) => boolean): boolean {
  return protocol === 'tcp' && local !== null && local.port !== null && !local.truncated && fits(local.address);
}

/** Claims that the system chose the port: nobody publishes such. */
function isChosenBySystem({ local }: Socket, os: OS | null): boolean {
  const port = local!.port!;
  return os === null
    ? port >= FIRST_DYNAMIC_PORT
    : isEphemeral(port, os) && serviceOfPort(port) === null && port >= FIRST_COMMON_EPHEMERAL;
}

const FIRST_DYNAMIC_PORT = 49152;
/** OpenBSD's and FreeBSD's ranges reach down to where servers live. */
const FIRST_COMMON_EPHEMERAL = 32768;

/** Claims that people publish such a server: not a resolver, a mail relay, a printer queue, a database or an SSH forwarding. */
function isWorthPublishing(socket: Socket, os: OS | null): boolean {
  const port = socket.local!.port!;
  if (isChosenBySystem(socket, os) || LOCAL_PORTS.has(port) || (port >= 6010 && port < 6100)) return false;
  return !EXPOSED_PORTS.some(({ ports }) => ports.includes(port));
}

/** Ports whose servers belong on loopback: smtp, domain, chrony, cups, submission, rndc and unbound-control. */
const LOCAL_PORTS: ReadonlySet<number> = /* @__PURE__ */ new Set([25, 53, 323, 631, 587, 953, 8953]);
