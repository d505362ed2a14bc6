/** What single values mean: an address, a port, a state, beside what their column means. */

import { addressFamily, addressScope, isWildcard, SCOPE_MEANINGS } from '../../address.ts';
import { isUnspecified } from '../../endpoint.ts';
import { EPHEMERAL_RANGES, isEphemeral } from '../../port.ts';
import { serviceOfPort } from '../../service-names.ts';
import type { Endpoint, OS, Socket } from '../../socket.ts';
import { type Columns, columnMeaning } from '../column-meanings.ts';
import { STATE_MEANINGS } from '../state-meanings.ts';
import type { AnnotationPart } from './annotation.ts';
import type { Titles } from './titles.ts';

/** What the meaning of a piece depends on. */
export interface Context {
  format: string | null;
  columns: Columns;
  os: OS | null;
  /** the titles above the row */
  titles: Titles;
}

/** Says what a piece of a socket's line means: its column first, then its value. */
export function meaningOf(part: AnnotationPart, socket: Socket, text: string, context: Context): string | undefined {
  const { columns, format } = context;
  const remote = part === 'remote-address' || part === 'remote-port';
  if (remote && (socket.remote === null || isUnspecified(socket.remote))) return columns.noPeer;
  if (part === 'process' && text === '-') return columns.noProgram ?? 'No program is shown.';
  const column = columnMeaning(format, part, socket.state === 'LISTEN');
  const value = valueMeaning(part, socket, context);
  return column === undefined ? value : value === undefined ? column : `${column} ${value}`;
}

function valueMeaning(part: AnnotationPart, { state, local, remote }: Socket, { os }: Context): string | undefined {
  switch (part) {
    case 'local-address':
      return local === null ? undefined : addressMeaning(local);
    case 'remote-address':
      return remote === null ? undefined : addressMeaning(remote);
    case 'local-port':
      return local === null ? undefined : portMeaning(local, os);
    case 'remote-port':
      return remote === null ? undefined : portMeaning(remote, null);
    case 'state':
      return state === null ? undefined : `${state}: ${STATE_MEANINGS[state]}`;
    default:
      return undefined;
  }
}

function addressMeaning({ address, zone, named, truncated }: Endpoint): string | undefined {
  const cut = truncated ? 'The tool may have cut this field.' : undefined;
  if (named) return cut ?? 'A name that stands for an address; option -n shows the number.';
  if (truncated) return cut;
  const at = zone === undefined ? '' : ` Behind the % stands the interface, ${zone}.`;
  if (isWildcard(address)) return `${WILDCARDS[addressFamily(address) ?? 'both']}${at}`;
  const scope = addressScope(address);
  return scope === null ? undefined : `Its scope is ${scope}: ${SCOPE_MEANINGS[scope]}.${at}`;
}

const WILDCARDS: Readonly<Record<string, string>> = {
  ipv4: 'It stands for every IPv4 address of this machine.',
  ipv6: 'It stands for every IPv6 address of this machine; on many systems for every IPv4 address as well.',
  both: 'It stands for every address of this machine.',
};

function portMeaning({ port, service, truncated }: Endpoint, os: OS | null): string | undefined {
  if (port === null) {
    if (truncated) return 'The tool may have cut digits off its end.';
    return service === undefined ? 'A star stands for any port.' : 'A service name; option -n shows the number.';
  }
  const name = serviceOfPort(port);
  if (service !== undefined) return `The service name of port ${port}; option -n shows the number.`;
  if (name !== null) return `${port} is registered for ${name}.`;
  if (os === null || !isEphemeral(port, os)) return undefined;
  const { first, last } = EPHEMERAL_RANGES[os];
  return `It lies between ${first} and ${last}, from where the system by default takes ports for clients.`;
}
