/** "Which program listens on this port?" */

import type { Socket } from '../../socket.ts';
import { assemble, CANDIDATES, grouped, isDefinite, type Maker } from './maker.ts';
import { codeSpan, listOf, programName } from './quote.ts';

export const holder: Maker = ({ sockets, listeners }, random) => {
  const names = namesOf(sockets);
  // A listener whose port was cut could have any port.
  if (listeners.some(({ local }) => local!.port === null)) return null;
  const held = grouped(listeners, ({ local }) => local!.port!);
  const programs = new Map<string, Socket>();
  for (const socket of sockets) {
    for (const program of names(socket)) if (program !== null && !programs.has(program)) programs.set(program, socket);
  }
  const askable = [...held].filter(
    ([, holders]) => isDefinite(holders[0]!.local) && onlyProgram(holders, names) !== null,
  );
  const [port, holders] = random.pick(askable) ?? [];
  if (port === undefined || holders === undefined) return null;
  const program = onlyProgram(holders, names)!;
  const lines = listOf(holders.slice(0, 5).map(({ line }) => String(line)));
  return assemble(
    {
      id: `holder-port-${port}`,
      prompt: `Which program of your listing listens on TCP port ${port}?`,
      right: [
        {
          id: `program-line-${programs.get(program)!.line}`,
          text: codeSpan(program),
          why: `It has port ${port} in LISTEN: see line${holders.length > 1 ? 's' : ''} ${lines}.`,
        },
      ],
      wrong: random
        .shuffled([...programs])
        .filter(([name]) => name !== program)
        .slice(0, CANDIDATES)
        .map(([name, socket]) => ({
          id: `program-line-${socket.line}`,
          text: codeSpan(name),
          why: holdsInstead(name, port, sockets, names),
        })),
      source: 'netstat(8), ss(8), lsof(8): the column of the process',
      difficulty: 1,
    },
    random,
  );
};

type Names = (socket: Socket) => (string | null)[];

/** Names programs; a process whose name stands in some lines only (Windows -b) has it in all. */
function namesOf(sockets: readonly Socket[]): Names {
  const byPid = new Map<number, string>();
  for (const { processes } of sockets) {
    for (const { pid, name } of processes) if (pid !== undefined && name !== undefined) byPid.set(pid, name);
  }
  return ({ processes }) =>
    processes.map(({ pid, name }) => programName({ pid, name: name ?? (pid === undefined ? name : byPid.get(pid)) }));
}

/** The one program that holds all of these sockets; null where it is not known, or there are several. */
function onlyProgram(holders: readonly Socket[], names: Names): string | null {
  const programs = new Set(holders.flatMap((socket) => (socket.processes.length === 0 ? [null] : names(socket))));
  const [program] = programs;
  return programs.size === 1 ? program! : null;
}

/** Says what a program has instead of the port in question. */
function holdsInstead(program: string, port: number, sockets: readonly Socket[], names: Names): string {
  const own = sockets.filter((socket) => names(socket).includes(program));
  const listening = own.find(
    ({ protocol, state, local }) => protocol === 'tcp' && state === 'LISTEN' && isDefinite(local),
  );
  if (listening) return `It listens on port ${listening.local!.port} (line ${listening.line}), not on ${port}.`;
  const client = own.find(({ remote }) => isDefinite(remote) && remote.port === port);
  if (client)
    return `Port ${port} is the remote port of its connection in line ${client.line}; it does not listen there.`;
  return `It holds line ${own[0]!.line}, which does not listen on port ${port}.`;
}
