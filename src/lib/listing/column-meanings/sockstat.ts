/** The columns of sockstat. Source: sockstat(1) of FreeBSD. */

import type { Columns } from './columns.ts';

export const sockstat: Columns = {
  rows: [
    'user',
    'process',
    'process',
    { pattern: /\d+(?= )/y, meaning: 'FD: the file descriptor in that process.' },
    'protocol',
    'local',
    'remote',
    'state',
    'path',
  ],
  unixRows: [
    'user',
    'process',
    'process',
    { pattern: /\d+(?= )/y, meaning: 'FD: the file descriptor in that process.' },
    {
      pattern: /(?:stream|dgram|seqpac)(?= |$)/y,
      part: 'protocol',
      meaning: 'PROTO: the type of a Unix domain socket.',
    },
    'path',
  ],
  meanings: {
    protocol: 'PROTO: the protocol and its IP version.',
    process: 'COMMAND and PID: the process that holds the socket.',
    user: 'USER: whose process it is.',
  },
  noPeer: 'No peer: *:* stands for any address and any port.',
  titles: { COMMAND: 'process' },
};
