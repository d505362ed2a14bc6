/** What listeners teach: several on one port, one socket for both families. */

import type { OS, Socket } from '../../socket.ts';
import { counted, dualStack, inRow, ownerOf } from '../words.ts';
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
        why: `${owners.length > 0 ? `They belong to ${inRow(owners.slice(0, 4))}. ` : ''}${os === null ? SHARING.linux : (SHARING[os] ?? SHARING.linux)}${mayBeInherited(group, sockets) ? INHERITED : ''}`,
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

/** Lines with one inode are one socket, inherited by several processes. */
function isShared(group: readonly number[], sockets: readonly Socket[]): boolean {
  const inodes = new Set(group.map((index) => sockets[index]!.inode));
  return group.length > 1 && (inodes.size > 1 || inodes.has(undefined));
}

/** What may also be the reason where a tool lists descriptors (lsof, sockstat) and no inode tells sockets apart. */
const INHERITED =
  ' Or it is one socket that several processes inherited: a tool that lists descriptors shows it once for each of them.';

function mayBeInherited(group: readonly number[], sockets: readonly Socket[]): boolean {
  return group.every(
    (index) => sockets[index]!.inode === undefined && sockets[index]!.processes.some(({ fd }) => fd !== undefined),
  );
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
