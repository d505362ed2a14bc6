/** Listeners that more people reach than should. */

import { addressScope, isWildcard } from '../../address.ts';
import { isEphemeral } from '../../port.ts';
import { serviceOfPort } from '../../service-names.ts';
import type { OS, Process, Socket } from '../../socket.ts';
import { counted, inRow, ownerOf, placeOf, sentence } from '../words.ts';
import { EXPOSED_PORTS, type ExposedPort } from './exposed-ports.ts';
import { adviceFor, type Finding, LEARN, type Rule } from './finding.ts';
import { groupBy } from './overview.ts';

/** Databases, caches and administration ports on a wildcard or public address. */
export const exposedService: Rule = ({ sockets, os }, { listeners }) => {
  const groups = groupBy(listeners, sockets, (socket) => (isOpen(socket) ? exposed(socket, os) : null));
  return [...groups].map(([row, group]): Finding => {
    const first = sockets[group[0]!]!;
    const port = first.local!.port;
    const owner =
      ownerOf(group.flatMap((index) => sockets[index]!.processes)) ?? 'a program that this listing does not name';
    const places = [...new Set(group.map((index) => placeOf(sockets[index]!, os)))];
    const byPort = !row.programs || !first.processes.some((process) => isProgram(row, process));
    return {
      rule: 'exposed-service',
      severity: row.severity,
      title: `${byPort ? `Port ${port}, the usual one of ${row.software},` : `${row.software} (port ${port})`} is open on ${places[0]}`,
      why: `${sentence(owner)} listens on ${inRow(places.slice(0, 3))}. ${row.risk} Whether others reach it depends on firewalls, which no listing shows.`,
      sockets: group,
      whatToDo: adviceFor(os, [
        { os: 'any', text: `${row.remedy} See ${row.source}` },
        { os: 'linux', text: 'See who listens, and on which addresses.', command: `sudo ss -tlnp 'sport = :${port}'` },
        {
          os: 'macos',
          text: 'See who listens, and on which addresses.',
          command: `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`,
        },
        {
          os: 'windows',
          text: 'See who listens, and on which addresses.',
          command: `Get-NetTCPConnection -LocalPort ${port} -State Listen`,
        },
        { os: 'freebsd', text: 'See who listens, and on which addresses.', command: `sockstat -l -P tcp -p ${port}` },
      ]),
      learnMore: LEARN.inUse,
    };
  });
};

/** Claims that strangers may reach the address: a wildcard, or an address of the Internet (or one that stands for such in examples). */
function isOpen({ protocol, local }: Socket): boolean {
  if (protocol !== 'tcp' || local === null || local.truncated || local.named) return false;
  const scope = addressScope(local.address);
  return scope === 'wildcard' || scope === 'public' || scope === 'documentation';
}

function exposed({ local, processes }: Socket, os: OS | null): ExposedPort | null {
  const byProgram = EXPOSED_PORTS.find((row) => processes.some((process) => isProgram(row, process)));
  const row = byProgram ?? EXPOSED_PORTS.find(({ ports }) => local!.port !== null && ports.includes(local!.port));
  return row === undefined || (os !== null && row.usualOn?.includes(os)) ? null : row;
}

function isProgram({ programs }: ExposedPort, { name }: Process): boolean {
  return programs !== undefined && name !== undefined && programs.test(name);
}

/** Listeners on every address at a port of no common service, whose program the listing does not name. */
export const unknownListener: Rule = ({ sockets, os }, { listeners, showsProcesses }) => {
  const group = listeners.filter((index) => isUnknown(sockets[index]!, os));
  if (group.length === 0) return [];
  const ports = [...new Set(group.map((index) => sockets[index]!.local!.port!))];
  return [
    {
      rule: 'unknown-listener',
      severity: 'information',
      title: `${counted(group.length, 'listener')} on every address at ${ports.length === 1 ? 'port' : 'ports'} ${inRow(ports.slice(0, 5).map(String))}${ports.length > 5 ? ' …' : ''}, of a program that the listing does not name`,
      why: showsProcesses
        ? 'The listing names the programs of other sockets, but not of these: they belong to another user, to the kernel (NFS, WireGuard), or to a container.'
        : 'No common service has these port numbers, and the listing shows no processes, so it cannot tell what they are.',
      sockets: group,
      whatToDo: adviceFor(os, [
        { os: 'linux', text: 'List again as root, with processes.', command: 'sudo ss -tulnp' },
        { os: 'macos', text: 'List again as root, with processes.', command: 'sudo lsof -nP -iTCP -sTCP:LISTEN' },
        { os: 'windows', text: 'List again as administrator, with programs.', command: 'netstat -anob' },
        { os: 'freebsd', text: 'List again as root, with processes.', command: 'sockstat -l' },
        { os: 'any', text: 'List again with processes: -p or -o of the tool, as root or administrator.' },
      ]),
      learnMore: LEARN.listing,
    },
  ];
};

function isUnknown({ protocol, local, processes, container }: Socket, os: OS | null): boolean {
  if (
    protocol !== 'tcp' ||
    local?.port == null ||
    local.truncated ||
    !isWildcard(local.address) ||
    container !== undefined
  )
    return false;
  if (processes.some(({ pid, name }) => pid !== undefined || name !== undefined)) return false;
  const { port } = local;
  // The services of Windows itself listen on the first ports of its dynamic range.
  if (os === 'windows' && isEphemeral(port, os)) return false;
  return port >= FIRST_USER_PORT && serviceOfPort(port) === null && !(os !== null && USUAL_PORTS[os]?.includes(port));
}

const FIRST_USER_PORT = 1024;

/** What the systems themselves listen on without a name in services(5). */
const USUAL_PORTS: Readonly<Partial<Record<OS, readonly number[]>>> = {
  windows: [2179, 2869, 5040, 5357, 5985, 7680, 47001],
  macos: [3283, 3722, 5000, 7000],
  linux: [5355],
};
