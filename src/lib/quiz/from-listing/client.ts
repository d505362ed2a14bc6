/** "Which side opened this connection?" */

import { addressFamily, addressScope, isWildcard, mappedAddress } from '../../address.ts';
import { isEphemeral } from '../../port.ts';
import type { Endpoint, OS, Socket, TcpState } from '../../socket.ts';
import { OS_NAMES } from '../../socket.ts';
import { assemble, grouped, isPeer, type Maker, type Sight } from './maker.ts';
import { codeBlock, codeEndpoint, pastedLine } from './quote.ts';

/** What shows who the client is. */
type Evidence =
  | { client: 'local' | 'remote'; by: 'listener'; listener: Socket }
  | { client: 'local' | 'remote'; by: 'handshake' }
  | { client: 'local'; by: 'ports'; os: OS };

export const client: Maker = (sight, random) => {
  const evidenceOf = evidenceIn(sight);
  const askable = sight.sockets.filter((socket) => evidenceOf(socket) !== null);
  const socket = random.pick(askable);
  if (socket === undefined) return null;
  const evidence = evidenceOf(socket)!;
  const local = codeEndpoint(socket.local!);
  const remote = codeEndpoint(socket.remote!);
  const reason = reasons(socket, evidence);
  const options = {
    local: { id: 'local', text: `${local}, the local side`, why: reason.local },
    remote: { id: 'remote', text: `${remote}, the remote side`, why: reason.remote },
  };
  const other = evidence.client === 'local' ? 'remote' : 'local';
  return assemble(
    {
      id: `client-line-${socket.line}`,
      prompt: prompt(socket, evidence),
      right: [options[evidence.client]],
      wrong: [
        options[other],
        {
          id: 'neither',
          text: 'Neither: both sides wait for a client',
          why: `A socket that waits has no remote side. This one has ${remote}, so one side called connect().`,
        },
      ],
      source: 'RFC 9293 section 3.5; connect(2), accept(2)',
      difficulty: 2,
    },
    random,
  );
};

function prompt(socket: Socket, evidence: Evidence): string {
  const line = pastedLine(socket);
  if (evidence.by === 'listener') {
    const lines = codeBlock([pastedLine(evidence.listener), line]);
    return `The first of these lines listens. Which side opened the connection in the second?\n\n${lines}`;
  }
  return evidence.by === 'handshake'
    ? `Which side opens this connection, that is, which is the *client*?\n\n${codeBlock([line])}`
    : `Going by its two ports, which side opened this connection?\n\n${codeBlock([line])}`;
}

function reasons({ local, remote, state }: Socket, evidence: Evidence): Record<'local' | 'remote', string> {
  const mine = local!.port!;
  const theirs = remote!.port!;
  if (evidence.by === 'handshake') {
    return evidence.client === 'local'
      ? {
          local: `${state}: this socket has sent its SYN and waits for the answer, as a client does after connect().`,
          remote: `In ${state} the SYN came from the local side; the remote side has not even answered.`,
        }
      : {
          local: `In ${state} the SYN came from outside; this side has answered it.`,
          remote: `${state}: a SYN has come from there, and this side has answered it.`,
        };
  }
  if (evidence.by === 'ports') {
    return {
      local: `${mine} lies in the range from which ${OS_NAMES[evidence.os]} gives ports to clients, ${theirs} is a system port, where servers wait. That is a strong sign, if no proof.`,
      remote: `Its port ${theirs} is a system port, which a client does not get; a server asks for it by number.`,
    };
  }
  return evidence.client === 'remote'
    ? {
        remote: `This machine listens on ${mine}, and the accepted socket keeps that port. The client came from ${codeEndpoint(remote!)}.`,
        local: `${mine} is the port that is listened on: the server's. A client has a port of its own.`,
      }
    : {
        local: `${theirs}, the remote port, is the one that is listened on. The client is the side with the other port, ${mine}.`,
        remote: `${theirs} is the port that is listened on: the server's. A client has a port of its own.`,
      };
}

/** States in which a connection stands, or stood. */
const CONNECTED: readonly (TcpState | null)[] = [
  'ESTABLISHED',
  'CLOSE-WAIT',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'LAST-ACK',
];

function evidenceIn({ listeners, os }: Sight): (socket: Socket) => Evidence | null {
  const byPort = grouped(listeners, ({ local }) => local!.port);
  // A listener whose port was cut could have any port.
  const everyPortKnown = !byPort.has(null);
  const listenerOn = (endpoint: Endpoint) => byPort.get(endpoint.port)?.find(({ local }) => covers(local!, endpoint));
  return ({ protocol, state, local, remote }) => {
    if (protocol !== 'tcp' || !isPeer(local) || !isPeer(remote)) return null;
    if (state === 'SYN-SENT') return { client: 'local', by: 'handshake' };
    if (state === 'SYN-RECEIVED') return { client: 'remote', by: 'handshake' };
    if (!CONNECTED.includes(state) || !everyPortKnown) return null;
    const here = listenerOn(local);
    const isLoopback = addressScope(remote.address) === 'loopback';
    const there = isLoopback ? listenerOn(remote) : undefined;
    if (here && there) return null;
    if (here) return { client: 'remote', by: 'listener', listener: here };
    if (there) return { client: 'local', by: 'listener', listener: there };
    // Some listener on that port, if not on that address, leaves it open who is who.
    if (isLoopback || byPort.has(local.port) || os === null) return null;
    const isClient = isEphemeral(local.port, os) && remote.port < FIRST_USER_PORT && !isEphemeral(remote.port, os);
    return isClient ? { client: 'local', by: 'ports', os } : null;
  };
}

/** RFC 6335 section 6. */
const FIRST_USER_PORT = 1024;

/** Claims that a listener takes connections to this endpoint. A `::` that is dual-stack takes IPv4 too. */
function covers(listening: Endpoint, { address }: Endpoint): boolean {
  if (listening.named || listening.truncated) return false;
  if (!isWildcard(listening.address)) {
    return (mappedAddress(listening.address) ?? listening.address) === (mappedAddress(address) ?? address);
  }
  return listening.address !== '0.0.0.0' || addressFamily(mappedAddress(address) ?? address) === 'ipv4';
}
