/** Servers on loopback: who reaches them, and who does not. */

import { addressScope, isWildcard } from '../../address.ts';
import { isEphemeral } from '../../port.ts';
import { serviceOfPort } from '../../service-names.ts';
import type { OS, Socket } from '../../socket.ts';
import { inRow, ownerOf, portWithService } from '../words.ts';
import { EXPOSED_PORTS } from './exposed-ports.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';

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
