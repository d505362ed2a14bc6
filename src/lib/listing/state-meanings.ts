/** What each TCP state means for the program at this end, in one sentence. */

import type { TcpState } from '../socket.ts';

/** The states of RFC 9293, section 3.3.2, and `CLOSED` as tools use it: for a socket that is neither listening nor connected. */
export const STATE_MEANINGS: Readonly<Record<TcpState, string>> = {
  LISTEN: 'It waits for clients, and is connected to none itself.',
  'SYN-SENT': 'It has asked for a connection, and no answer has come yet.',
  'SYN-RECEIVED': 'A client has asked for a connection; the last step of the handshake is missing.',
  ESTABLISHED: 'The connection is open: both sides may send.',
  'FIN-WAIT-1': 'This side has closed first, and the peer has not acknowledged that yet.',
  'FIN-WAIT-2': 'This side has closed and the peer knows, but the peer has not closed yet.',
  'CLOSE-WAIT': 'The peer has closed; the program at this end has not called close() yet.',
  CLOSING: 'Both sides have closed at the same moment; an acknowledgement is missing.',
  'LAST-ACK': 'The peer closed first, then this side; the last acknowledgement is missing.',
  'TIME-WAIT': 'The connection is over; the system keeps its five-tuple for a while, so that late segments do no harm.',
  CLOSED: 'It has no connection and does not listen; it may hold a local port all the same.',
};
