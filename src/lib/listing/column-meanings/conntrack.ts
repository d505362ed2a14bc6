/** The columns of conntrack. Source: conntrack(8). */

import type { Columns } from './columns.ts';

export const conntrack: Columns = {
  rows: [
    { pattern: /ipv[46](?= )/y, meaning: 'The IP version.' },
    { pattern: /(?<=ipv[46] +)\d+(?= )/y, meaning: "The kernel's number of the IP version." },
    'protocol',
    { pattern: /\d+(?= )/y, meaning: 'The number of the protocol: 6 is TCP, 17 is UDP.' },
    { pattern: /\d+(?= )/y, part: 'timer', meaning: 'Seconds until this entry is dropped if nothing is seen.' },
    'state',
  ],
  keyed: [
    {
      pattern: /(src=)(\S+)/y,
      parts: ['local-address', 'remote-address'],
      meanings: [
        'Original direction, source: who opened the connection.',
        'Reply direction, source: who answers. It differs from the first destination where NAT changes it.',
      ],
    },
    {
      pattern: /(dst=)(\S+)/y,
      parts: ['remote-address', 'local-address'],
      meanings: [
        'Original direction, destination: where the connection was opened to.',
        'Reply direction, destination: where answers go. It differs from the first source where NAT changes it.',
      ],
    },
    {
      pattern: /(sport=)(\d+)/y,
      parts: ['local-port', 'remote-port'],
      meanings: ['Original direction: the port of the source.', 'Reply direction: the port that answers come from.'],
    },
    {
      pattern: /(dport=)(\d+)/y,
      parts: ['remote-port', 'local-port'],
      meanings: ['Original direction: the port of the destination.', 'Reply direction: the port that answers go to.'],
    },
    {
      pattern: /()(\[\w+\])/y,
      parts: ['other'],
      meanings: ['ASSURED: traffic was seen both ways; UNREPLIED: no answer was seen yet.'],
    },
    { pattern: /(mark=|use=|secctx=|zone=|id=|packets=|bytes=|delta-time=)(\S+)/y, parts: ['other'] },
  ],
  meanings: { protocol: 'The protocol.', state: 'The state as this machine saw it while traffic passed.' },
  noPeer: 'No peer.',
};
