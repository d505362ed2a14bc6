import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TCP_STATES, tcpState } from '../../src/lib/index.ts';

// Each row is one tool's words for the eleven states, in the order of TCP_STATES; null where it has none.
const SPELLINGS: [tool: string, words: (string | null)[]][] = [
  [
    'RFC 9293',
    [
      'LISTEN',
      'SYN-SENT',
      'SYN-RECEIVED',
      'ESTABLISHED',
      'FIN-WAIT-1',
      'FIN-WAIT-2',
      'CLOSE-WAIT',
      'CLOSING',
      'LAST-ACK',
      'TIME-WAIT',
      'CLOSED',
    ],
  ],
  [
    'netstat on Linux',
    [
      'LISTEN',
      'SYN_SENT',
      'SYN_RECV',
      'ESTABLISHED',
      'FIN_WAIT1',
      'FIN_WAIT2',
      'CLOSE_WAIT',
      'CLOSING',
      'LAST_ACK',
      'TIME_WAIT',
      'CLOSE',
    ],
  ],
  [
    'ss',
    [
      'LISTEN',
      'SYN-SENT',
      'SYN-RECV',
      'ESTAB',
      'FIN-WAIT-1',
      'FIN-WAIT-2',
      'CLOSE-WAIT',
      'CLOSING',
      'LAST-ACK',
      'TIME-WAIT',
      null,
    ],
  ],
  [
    'netstat on macOS and FreeBSD',
    [
      'LISTEN',
      'SYN_SENT',
      'SYN_RCVD',
      'ESTABLISHED',
      'FIN_WAIT_1',
      'FIN_WAIT_2',
      'CLOSE_WAIT',
      'CLOSING',
      'LAST_ACK',
      'TIME_WAIT',
      'CLOSED',
    ],
  ],
  [
    'netstat on Windows',
    [
      'LISTENING',
      'SYN_SENT',
      'SYN_RECEIVED',
      'ESTABLISHED',
      'FIN_WAIT_1',
      'FIN_WAIT_2',
      'CLOSE_WAIT',
      'CLOSING',
      'LAST_ACK',
      'TIME_WAIT',
      'CLOSED',
    ],
  ],
  [
    'Get-NetTCPConnection',
    [
      'Listen',
      'SynSent',
      'SynReceived',
      'Established',
      'FinWait1',
      'FinWait2',
      'CloseWait',
      'Closing',
      'LastAck',
      'TimeWait',
      'Closed',
    ],
  ],
];

describe.each(SPELLINGS)('%s', (_tool, words) => {
  test.each(words.map((word, index) => [word, TCP_STATES[index]!] as const).filter(([word]) => word !== null))(
    '%s is %s',
    (word, state) => expect(tcpState(word!)).toBe(state),
  );
});

test.each(['', ' ', 'UNCONN', 'LISTENER', 'TCP', '0', 'constructor', '__proto__'])('%j is no state', (word) => {
  expect(tcpState(word)).toBeNull();
});

test('any text is answered, in capitals or not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const state = tcpState(text);
      if (state !== null) expect(TCP_STATES).toContain(state);
    }),
  );
  fc.assert(
    fc.property(
      fc.mixedCase(fc.constantFrom(...TCP_STATES)),
      (text) => void expect(tcpState(text)).toBe(text.toUpperCase()),
    ),
  );
});
