/** The columns of proc-net. Source: proc_net(5); kernel Documentation/networking/proc_net_tcp.rst. */

import type { Columns } from './columns.ts';

export const procNet: Columns = {
  rows: [
    { pattern: /\d+:(?= )/y, meaning: 'sl: the number of the row.' },
    'local',
    'remote',
    'state',
    'hex-queues',
    {
      pattern: /[0-9A-F]{2}:[0-9A-F]{8}/y,
      part: 'timer',
      meaning:
        'tr and tm->when: which timer runs (00 none, 01 retransmission, 02 keepalive, 03 TIME-WAIT, 04 zero window), and when it ends, in hexadecimal ticks.',
    },
    { pattern: /[0-9A-F]{8}(?= )/y, meaning: 'retrnsmt: timeouts without recovery, in hexadecimal.' },
    { pattern: /\d+(?= )/y, part: 'user', meaning: 'uid: the user ID of the owner.' },
    { pattern: /\d+(?= )/y, meaning: 'timeout: zero-window probes that are not answered.' },
    {
      pattern: /\d+(?= |$)/y,
      part: 'inode',
      meaning: "inode: the socket's inode, the same number as in /proc/PID/fd; 0 for none.",
    },
    { pattern: /\d+(?= |$)/y, meaning: 'How many references the kernel holds to this socket.' },
    {
      pattern: /[0-9a-fp]{8,16}(?= |$)/y,
      meaning: 'Where the socket stands in the kernel; zeros or a hash where that is kept secret.',
    },
    {
      pattern: /\S.*\S|\S/y,
      meaning:
        'Of TCP: retransmission time-out, acknowledgement time-out, flags, congestion window, slow start threshold. Of UDP: datagrams dropped.',
    },
  ],
  meanings: {
    'local-address': 'local_address: hexadecimal, each group of four bytes in the byte order of the machine.',
    'local-port': 'The local port in hexadecimal.',
    'remote-address': 'rem_address: hexadecimal, each group of four bytes in the byte order of the machine.',
    'remote-port': 'The remote port in hexadecimal.',
    state: "st: the state as the kernel's number in hexadecimal; 01 is ESTABLISHED, 0A is LISTEN.",
    'send-queue': {
      listening: 'tx_queue of a listening socket: 0. Its limit is not shown here.',
      otherwise: 'tx_queue: bytes that the peer has not acknowledged, in hexadecimal.',
    },
    'receive-queue': {
      listening: 'rx_queue of a listening socket: connections that wait for accept(), in hexadecimal.',
      otherwise: 'rx_queue: bytes that the program has not read yet, in hexadecimal.',
    },
  },
  noPeer: 'No peer: all zeros.',
};
