/** The columns of docker. Source: docker container ls: the column PORTS. */

import type { Columns } from './columns.ts';

export const docker: Columns = {
  rows: [
    {
      pattern: /\d+\/(?:tcp|udp|sctp)(?= -> )/y,
      meaning: 'The port inside the container, and its protocol (docker port).',
    },
    { pattern: /->(?= )/y, meaning: 'An arrow: what follows is published on this machine.' },
    'published-ports',
    'local',
  ],
  meanings: {
    'local-address':
      'PORTS, before the arrow: the address of this machine on which the port is published; 0.0.0.0 means every one.',
    'local-port': 'The published port of this machine.',
    protocol: 'The protocol.',
  },
  noPeer: 'No peer.',
  titles: {
    COMMAND: 'COMMAND: what the container runs.',
    CREATED: 'CREATED: how old the container is.',
    NAME: 'NAME: what the container is called.',
    SERVICE: 'SERVICE: the service in compose.yaml that the container belongs to.',
    Name: 'Name: what the container is called.',
    Command: 'Command: what the container runs.',
    State: 'State: whether the container runs.',
    Ports: 'Ports: published address and port, an arrow, the port in the container.',
  },
};
