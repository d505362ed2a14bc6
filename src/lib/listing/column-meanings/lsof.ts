/** The columns of lsof. Source: lsof(8). */

import type { Columns } from './columns.ts';

export const lsof: Columns = {
  rows: [
    'process',
    'process',
    { pattern: /\d+(?= +\S+ +\S+ +\d+[a-zA-Z]*[ *])/y, meaning: 'TID or PGID: the thread, or the process group.' },
    'user',
    {
      pattern: /\d+[a-zA-Z]*\*?(?= |$)/y,
      meaning:
        'FD: the file descriptor in that process; u is open for reading and writing, r for reading, w for writing.',
    },
    { pattern: /(?:IPv4|IPv6|unix|sock|inet)(?= |$)/y, meaning: 'TYPE: the kind of file, here the IP version.' },
    'inode',
    {
      pattern: /(?:0x)?[0-9a-f]+(?= |$)/y,
      meaning: 'DEVICE: on Linux the inode of the socket, elsewhere an address in the kernel.',
    },
    {
      pattern: /(?:0t\d+|0x[0-9a-f]+|\d+)(?= |$)/y,
      meaning: 'SIZE/OFF: size or offset of a file; sockets have none, so 0t0.',
    },
    'protocol',
    'local',
    'remote',
    'state',
  ],
  unixRows: [
    'process',
    'process',
    'user',
    { pattern: /\d+[a-zA-Z]*(?= |$)/y, meaning: 'FD: the file descriptor in that process.' },
    { pattern: /unix(?= |$)/y, part: 'protocol', meaning: 'TYPE: a Unix domain socket.' },
    { pattern: /(?:0x)?[0-9a-f]+(?= |$)/y, meaning: 'DEVICE: an address in the kernel.' },
    { pattern: /0t0(?= |$)/y, meaning: 'SIZE/OFF: sockets have none, so 0t0.' },
    'inode',
    'path',
  ],
  meanings: {
    protocol: 'NODE: for a socket its protocol.',
    'local-address': "NAME, before the arrow: this machine's end. A star stands for every address.",
    'local-port': 'NAME: the local port.',
    'remote-address': 'NAME, behind the arrow: the other end. lsof prints an arrow only once a socket is connected.',
    'remote-port': 'NAME: the remote port.',
    state: 'The state, in parentheses behind the name. UDP has none.',
    process:
      'COMMAND and PID: the process that has the socket open. A socket open in several processes is printed for each.',
    user: 'USER: whose process it is.',
    inode: 'DEVICE (Linux): the inode of the socket, the same number as in /proc/PID/fd.',
  },
  noPeer: 'No peer.',
  titles: {
    NODE: 'protocol',
    NAME: 'NAME: for a socket its local end, an arrow, and its remote end.',
    COMMAND: 'COMMAND: the name of the program, cut to nine characters.',
    TYPE: 'TYPE: the kind of file; for sockets IPv4, IPv6 or unix.',
  },
};
