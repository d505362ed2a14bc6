/** The columns of nmap. Source: nmap reference guide, "Port scanning basics". */

import type { Columns } from './columns.ts';

export const nmap: Columns = {
  rows: [
    'port-and-protocol',
    {
      pattern: /(?:open\|filtered|closed\|filtered|open|closed|filtered|unfiltered)(?= |$)/y,
      part: 'state',
      meaning: 'STATE: open, a program accepts; closed, the machine answers that none does; filtered, no answer comes.',
    },
    { pattern: /\S+/y, meaning: 'SERVICE: what is registered for the port, or what nmap found there.' },
    { pattern: /\S.*\S|\S/y, meaning: 'VERSION: what the service said of itself.' },
  ],
  meanings: {
    'local-port': 'PORT: the port of the machine that was scanned.',
    protocol: 'The protocol that was tried.',
  },
  noPeer: 'No peer.',
  titles: {
    STATE: 'STATE: open, a program accepts; closed, the machine answers that none does; filtered, no answer comes.',
  },
};
