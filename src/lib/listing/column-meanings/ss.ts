/** The columns of ss. Source: ss(8) of iproute2. */

import type { Columns } from './columns.ts';

export const ss: Columns = {
  rows: [
    'protocol',
    'state',
    {
      pattern: /[A-Z][A-Z0-9-]+(?= )/y,
      part: 'state',
      meaning: 'The state; UNCONN is a socket without connection, as UDP sockets mostly are.',
    },
    'receive-queue',
    'send-queue',
    'local',
    'remote',
    'process',
  ],
  unixRows: [
    'protocol',
    'state',
    'receive-queue',
    'send-queue',
    'path',
    'inode',
    { pattern: /\*(?= |$)/y, meaning: 'No name.' },
    { pattern: /\d+(?= |$)/y, meaning: "The peer's inode, 0 for none." },
  ],
  keyed: [
    { pattern: /()(users:\(\(.{0,4000}?\)\))/y, parts: ['process'] },
    { pattern: /(uid:)(\d+)/y, parts: ['user'] },
    { pattern: /(ino:)(\d+)/y, parts: ['inode'] },
    { pattern: /()(timer:\([^)]{0,200}\))/y, parts: ['timer'] },
    {
      pattern: /(sk:)([0-9a-f]+)/y,
      parts: ['other'],
      meanings: ['A number by which the kernel names this socket (option -e).'],
    },
    { pattern: /(cgroup:)(\S+)/y, parts: ['other'], meanings: ['The control group of the program (option -e).'] },
    {
      pattern: /(v6only:)([01])/y,
      parts: ['other'],
      meanings: ['1: this IPv6 socket takes no IPv4; 0: it may take both (option -e).'],
    },
    {
      pattern: /()(<->|-->|<--|---)/y,
      parts: ['other'],
      meanings: ['Which directions are open: <-> both, --> only sending, <-- only receiving (option -e).'],
    },
    {
      pattern: /(skmem:)(\([^)]{0,200}\))/y,
      parts: ['other'],
      meanings: ['Memory of the socket in bytes (option -m).'],
    },
    {
      pattern: /([a-z_]+:)([\d.(]\S*)/y,
      parts: ['other'],
      meanings: ['A measure of how TCP is doing (option -i): its name, then its value.'],
    },
    {
      pattern:
        /()((?:cubic|reno|bbr|ts|sack|ecn|ecnseen|fastopen|app_limited|send|pacing_rate|delivery_rate|[\d.]+[KMG]?bps)(?= |$))/y,
      parts: ['other'],
      meanings: ['What TCP uses or measures (option -i): congestion control, options in use, rates.'],
    },
  ],
  meanings: {
    protocol: 'Netid: the kind of socket; u_ stands for Unix domain sockets.',
    state: 'The state: ss writes ESTAB for ESTABLISHED, and UNCONN for a socket without connection, as with UDP.',
    'receive-queue': {
      listening:
        'Recv-Q of a listening socket: how long its accept queue is, that is, connections waiting for accept().',
      otherwise: 'Recv-Q: bytes that have arrived and that the program has not read yet.',
    },
    'send-queue': {
      listening: 'Send-Q of a listening socket: the limit of its accept queue, which the program gave to listen().',
      otherwise: 'Send-Q: bytes that the peer has not acknowledged.',
    },
    process: 'Process (option -p): each process that holds the socket, with its ID and file descriptor.',
    user: 'The user ID of the owner (option -e); it is left out for root.',
    inode: "The socket's inode (option -e): the same number stands in /proc/PID/fd.",
    timer: 'The timer (option -o): what runs, the time left, and how often it has run.',
  },
  noPeer: 'No peer: this socket is not connected.',
};
