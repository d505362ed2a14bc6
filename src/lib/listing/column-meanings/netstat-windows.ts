/** The columns of netstat-windows. Source: Microsoft: netstat command reference. */

import type { Columns } from './columns.ts';

export const netstatWindows: Columns = {
  rows: [
    'protocol',
    'local',
    'remote',
    'state',
    'process',
    { pattern: /0(?= |$)/y, part: 'process', meaning: 'PID 0: no process owns this connection any more.' },
    {
      pattern: /(?:InHost|Offloaded|Offloading|Uploading)(?= |$)/y,
      meaning: 'Offload State (option -t): whether the network card handles this connection.',
    },
  ],
  meanings: {
    'local-address': "Local Address: this machine's end.",
    'remote-address': 'Foreign Address: the machine at the other end.',
    state: 'The state; Windows writes it with underscores, and translates it on some systems. UDP has none.',
    process: 'PID (option -o), or the program (option -b): the process that holds the socket.',
  },
  noPeer: 'No peer: Windows prints 0.0.0.0:0, [::]:0 or *:* where a socket is not connected.',
};
