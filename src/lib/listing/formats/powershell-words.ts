/** What the properties of `Get-NetTCPConnection` and `Get-NetUDPEndpoint` are called, and the socket that they describe. */

import { addressFamily, parseAddress } from '../../address.ts';
import { parsePort } from '../../port.ts';
import type { Endpoint, Process, Protocol, Socket, TcpState } from '../../socket.ts';
import { NOBODY, readState, type StateText } from '../format.ts';

/** What a property means; 'other' is a known one that says nothing of a socket. */
export type Role =
  | 'local address'
  | 'local port'
  | 'remote address'
  | 'remote port'
  | 'state'
  | 'pid'
  | 'program'
  | 'user'
  | 'protocol'
  | 'instance'
  | 'other';

/** Property names in small letters. The first are the cmdlets' own, then what people call calculated ones. */
const ROLES: Record<string, Role> = {
  localaddress: 'local address',
  localport: 'local port',
  remoteaddress: 'remote address',
  remoteport: 'remote port',
  state: 'state',
  owningprocess: 'pid',
  instanceid: 'instance',
  appliedsetting: 'other',
  creationtime: 'other',
  offloadstate: 'other',
  enableddefault: 'other',
  requestedstate: 'other',
  transitioningtostate: 'other',
  pscomputername: 'other',
  pid: 'pid',
  processid: 'pid',
  process: 'program',
  processname: 'program',
  name: 'program',
  program: 'program',
  app: 'program',
  user: 'user',
  username: 'user',
  protocol: 'protocol',
  proto: 'protocol',
};

/** What the property of this name means; undefined where it is none of those known here. */
export function roleOf(name: string): Role | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
}

/** What one record of a listing says, by role. */
export type Properties = Partial<Record<Role, string>>;

/** MSFT_NetTCPConnection, property State: where the number is printed instead of the name. */
const NUMBERED_STATES: Record<string, string> = {
  '1': 'Closed',
  '2': 'Listen',
  '3': 'SynSent',
  '4': 'SynReceived',
  '5': 'Established',
  '6': 'FinWait1',
  '7': 'FinWait2',
  '8': 'CloseWait',
  '9': 'Closing',
  '10': 'LastAck',
  '11': 'TimeWait',
  '12': 'DeleteTCB',
  '100': 'Bound',
};

/** Reads a state; of one that is cut ("Establi...") the rest is not guessed. */
export function powershellState(text: string): StateText {
  const { state } = readState(NUMBERED_STATES[text] ?? text);
  return { state, stateText: state === text ? undefined : text };
}

/**
 * Makes the socket of a record, or says why it cannot be read as one.
 *
 * @param command the cmdlet where it is known, for a record that could be of either
 */
export function socketOf(properties: Properties, command: string): Socket | string {
  if (properties['local address'] === undefined) return 'this listing has no LocalAddress, so it names no socket';
  const local = endpointOf(properties['local address'], properties['local port']);
  if (local === null) return `local address: found "${properties['local address']}:${properties['local port'] ?? ''}"`;
  const protocol = protocolOf(properties, command);
  const { state, stateText }: StateText =
    protocol === 'tcp' && properties.state !== undefined && properties.state !== ''
      ? powershellState(properties.state)
      : { state: null, stateText: undefined };
  // Without a column for it the peer of a connection is unknown; the others have none.
  const hasPeer = protocol === 'tcp' && state !== 'LISTEN' && state !== 'CLOSED';
  let remote: Endpoint | null = hasPeer ? null : { address: '*', port: null };
  if (properties['remote address'] !== undefined && properties['remote address'] !== '') {
    remote = endpointOf(properties['remote address'], properties['remote port']);
    if (remote === null) {
      return `remote address: found "${properties['remote address']}:${properties['remote port'] ?? ''}"`;
    }
    // 0.0.0.0 and ::, port 0, stand for "no peer".
    if (remote.port === 0 && (remote.address === '0.0.0.0' || remote.address === '::')) remote.port = null;
  }
  return {
    protocol,
    family: addressFamily(local.address),
    local,
    remote,
    state,
    stateText,
    processes: processesOf(properties, state),
    line: 0,
    lines: 1,
    raw: '',
  };
}

const ELLIPSIS = /\.\.\.|…/;

/** An address and a port from their own fields; null where they are neither whole nor cut. */
function endpointOf(address: string, port: string | undefined): Endpoint | null {
  const cut = ELLIPSIS.exec(address);
  const [bare = '', zone] = (cut === null ? address : address.slice(0, cut.index)).split('%');
  const whole = bare === '*' ? '*' : parseAddress(bare);
  // Windows PowerShell cuts at the end; a field with blanks or other letters is no address, cut or not.
  if (cut === null ? whole === null : !/^[\da-f:.]*$/i.test(bare)) return null;
  const endpoint: Endpoint = { address: whole ?? bare, port: null };
  if (zone !== undefined) endpoint.zone = zone;
  if (cut !== null) endpoint.truncated = true;
  if (port === undefined || port === '') return endpoint;
  if (ELLIPSIS.test(port)) return { ...endpoint, truncated: true };
  const number = parsePort(port);
  return number.ok ? { ...endpoint, port: number.value } : null;
}

function protocolOf(properties: Properties, command: string): Protocol {
  const named = properties.protocol?.toLowerCase();
  if (named === 'tcp' || named === 'udp') return named;
  // InstanceID: "127.0.0.1++8080++0.0.0.0++0" of a connection, "0.0.0.0++123" of an endpoint.
  if (properties['remote address'] !== undefined || properties.state !== undefined) return 'tcp';
  if (/Get-NetTCP/i.test(command)) return 'tcp';
  if (/Get-NetUDP/i.test(command)) return 'udp';
  const parts = properties.instance?.split('++').length;
  return parts === 4 ? 'tcp' : parts === 2 ? 'udp' : 'other';
}

/** No process owns a connection in TIME-WAIT; Windows prints 0 there, the System Idle Process. */
function processesOf({ pid, program, user }: Properties, state: TcpState | null): Process[] {
  const owner: Process = {};
  if (pid !== undefined && /^\d{1,10}$/.test(pid) && !(pid === '0' && state === 'TIME-WAIT')) owner.pid = Number(pid);
  // Of a program in TIME-WAIT scripts find the name "Idle", that of process 0.
  if (program !== undefined && program !== '' && (state !== 'TIME-WAIT' || owner.pid !== undefined))
    owner.name = program;
  if (user !== undefined && user !== '') owner.user = user;
  return Object.keys(owner).length === 0 ? NOBODY : [owner];
}
