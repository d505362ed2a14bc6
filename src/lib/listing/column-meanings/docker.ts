/** The columns of docker. Source: docker container ls: the column PORTS. */

import type { Columns } from './columns.ts';

export const docker: Columns = {
  rows: ['published-ports'],
  meanings: {
    'local-address':
      'PORTS, before the arrow: the address of this machine on which the port is published; 0.0.0.0 means every one.',
    'local-port': 'The published port of this machine.',
    'remote-port': 'Behind the arrow: the port inside the container.',
    protocol: 'The protocol.',
  },
  noPeer: 'No peer.',
  titles: { COMMAND: 'COMMAND: what the container runs.', CREATED: 'CREATED: how old the container is.' },
};
