/** The columns of fstat. Source: fstat(1) of OpenBSD. */

import type { Columns } from './columns.ts';

const TYPE = {
  pattern: /(?:stream|dgram|raw|rdm|seqpacket)(?= |$)/y,
  meaning: 'The type: stream is a byte stream, dgram single messages.',
};
const FD = {
  pattern: /\d+\*?(?= )/y,
  meaning: 'FD: the file descriptor in the process; a star marks what is no file.',
};

export const fstat: Columns = {
  rows: [
    'owner',
    'process',
    'process',
    FD,
    { pattern: /internet6?(?= )/y, meaning: 'The domain: internet is IPv4, internet6 is IPv6.' },
    TYPE,
    'protocol',
    { pattern: /0x[0-9a-f]+(?= |$)/y, meaning: 'The address of the control block in the kernel.' },
    'local',
    { pattern: /<--(?= )/y, meaning: 'An arrow: the connection came in, to this end.' },
    { pattern: /-->(?= )/y, meaning: 'An arrow: the connection went out, from this end.' },
    'remote',
  ],
  unixRows: [
    'owner',
    'process',
    'process',
    FD,
    'protocol',
    TYPE,
    { pattern: /0x[0-9a-f]+(?= |$)/y, meaning: 'The address of the control block in the kernel.' },
    { pattern: /<->|<-|->/y, meaning: 'An arrow: which ends may send to the other.' },
    { pattern: /0x[0-9a-f]+(?= |$)/y, meaning: 'The control block at the other end.' },
    'path',
  ],
  meanings: {
    process: 'The process that holds the socket: the command (CMD) and its number (PID).',
    user: 'USER: who the process runs as.',
  },
  noPeer: 'No peer: this socket is not connected.',
  titles: {
    CMD: 'process',
    MOUNT: 'MOUNT: of a file its file system; of a socket its domain.',
    INUM: 'INUM: the inode of a file; sockets have none.',
    MODE: 'MODE: the mode of a file; sockets have none.',
    'R/W': 'R/W: whether a file is open for reading, writing, or both.',
    'SZ|DV': 'SZ|DV: the size of a file, or the device that it is.',
  },
};
