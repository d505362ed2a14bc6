/** The figure's table of steps must tell a story that a kernel could tell: no socket in two states, both ends mirrored. */

import { describe, expect, test } from 'vitest';
import { isShown, SEGMENTS, SOCKETS, STEPS, STILL } from '../../src/components/connection-flow/steps.ts';
import { isEphemeral, tcpState } from '../../src/lib/index.ts';

describe.each(STEPS.map((step, index) => ({ ...step, number: index + 1 })))('step $number, $title', ({ number }) => {
  const shown = SOCKETS.filter((socket) => isShown(socket, number));

  test('shows every socket once', () => {
    const places = shown.map(({ on, row }) => `${on} ${row}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('has one listening socket, without a remote side', () => {
    expect(shown.filter(({ state }) => state === 'LISTEN')).toMatchObject([{ on: 'web', remotePort: null }]);
  });

  test('mirrors the tuples of established connections', () => {
    for (const server of shown.filter(({ on, remotePort }) => on === 'web' && remotePort !== null)) {
      expect(shown).toContainEqual(
        expect.objectContaining({ on: 'laptop', localPort: server.remotePort, remotePort: server.localPort }),
      );
    }
  });

  test('draws segments between ends that exist', () => {
    for (const { row } of SEGMENTS.filter(({ step }) => step === number)) {
      expect(shown.some((socket) => socket.on === 'laptop' && socket.row === row)).toBe(true);
    }
  });
});

test('states are TCP states', () => {
  for (const { state } of SOCKETS) expect(tcpState(state.split(',')[0]!), state).not.toBeNull();
});

test('every server socket keeps port 443, and every client port is ephemeral', () => {
  for (const { on, localPort } of SOCKETS) {
    if (on === 'web') expect(localPort).toBe(443);
    else if (localPort !== null) expect(isEphemeral(localPort, 'linux')).toBe(true);
  }
});

test('the handshake ends before the connection is accepted', () => {
  const accepted = STEPS.findIndex(({ title }) => title === 'web: accept') + 1;
  const established = SOCKETS.find(({ on, state }) => on === 'laptop' && state === 'ESTABLISHED')!;
  expect(established.from).toBeLessThan(accepted);
});

test('the still picture shows two connections and the listening socket', () => {
  expect(SOCKETS.filter((socket) => isShown(socket, STILL))).toHaveLength(5);
});
