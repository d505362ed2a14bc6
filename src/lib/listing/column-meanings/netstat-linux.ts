/** The columns of netstat-linux. Source: netstat(8) of net-tools 2.10, and its netstat.c. */

import type { Columns } from './columns.ts';

export const netstatLinux: Columns = {
  rows: ['protocol', 'receive-queue', 'send-queue', 'local', 'remote', 'state', 'user', 'inode', 'process', 'timer'],
  unixRows: [
    'protocol',
    { pattern: /\d+/y, meaning: 'RefCnt: how many references the kernel holds to this socket.' },
    {
      pattern: /\[[^\]]{0,40}\]/y,
      meaning: 'Flags: ACC for a socket that accepts connections, W and N for one that waits, or does not, for space.',
    },
    {
      pattern: /(?:STREAM|DGRAM|SEQPACKET|RAW|RDM|PACKET)(?= |$)/y,
      meaning: 'The type: STREAM is a byte stream like TCP, DGRAM single messages, SEQPACKET messages in order.',
    },
    'state',
    'inode',
    'process',
    'path',
  ],
  meanings: {
    protocol: 'The protocol; a 6 means an IPv6 socket, which may serve IPv4 too.',
    'receive-queue': {
      listening: 'Recv-Q of a listening socket: connections that are complete and wait for accept().',
      otherwise: 'Recv-Q: bytes that have arrived and that the program has not read yet.',
    },
    'send-queue': {
      listening: 'Send-Q of a listening socket: net-tools prints 0 here; ss shows the limit of the accept queue.',
      otherwise: 'Send-Q: bytes that the peer has not acknowledged.',
    },
    state: 'The state; net-tools writes it with underscores, and ESTABLISHED for a connected UDP socket.',
    user: 'The user who owns the socket (option -e).',
    inode: "The socket's inode (option -e): the same number stands in /proc/PID/fd.",
    process: 'PID/Program name (option -p): the process that holds the socket, its name cut to fit.',
    timer: 'The timer (option -o): what runs, then seconds left, retransmissions, and probes sent.',
  },
  noPeer: 'No peer: this socket is not connected.',
  noProgram: 'No program is shown: without root netstat tells only your own; connections in TIME_WAIT have none.',
};
