/** The columns of nmap. Source: nmap reference guide, "Port scanning basics". */

import type { Columns } from './columns.ts';

const STATE = 'STATE: open, a program accepts; closed, the machine answers that none does; filtered, no answer comes.';
const GREPABLE = 'Each port with its state, its protocol, and what is behind it, parted by slashes (option -oG).';

export const nmap: Columns = {
  rows: [
    'port-and-protocol',
    {
      pattern: /(?:open\|filtered|closed\|filtered|open|closed|filtered|unfiltered)(?= |$)/y,
      part: 'state',
      meaning: STATE,
    },
    { pattern: /\S+/y, meaning: 'SERVICE: what is registered for the port, or what nmap found there.' },
    { pattern: /\S.*\S|\S/y, meaning: 'VERSION: what the service said of itself.' },
  ],
  // "Host: 203.0.113.80 (web.example)  Ports: 22/open/tcp//ssh///, 8080/closed/tcp//http-proxy///" of option -oG.
  keyed: [
    { pattern: /(Host: +)(\S+)/y, parts: ['local-address'], meanings: ['The address that was scanned.'] },
    { pattern: /()(\(\S*\)(?= +Ports:))/y, parts: ['other'], meanings: ['The name of the machine that was scanned.'] },
    { pattern: /()(Ports:)(?= )/y, parts: ['other'], meanings: [GREPABLE] },
    {
      pattern: /()(\d+)(?=\/(?:open|filtered|unfiltered|open\|filtered|closed\|filtered)\/)/y,
      parts: ['local-port'],
      meanings: ['The port of the machine that was scanned.'],
    },
    {
      pattern: /()(\d+)(?=\/closed\/)/y,
      parts: ['other'],
      meanings: ['A port of the machine that was scanned: no program accepts there.'],
    },
    {
      pattern: /(\/)(open|filtered|unfiltered|open\|filtered|closed\|filtered|closed)(?=\/)/y,
      parts: ['state'],
      meanings: [STATE],
    },
    { pattern: /(\/)(tcp|udp|sctp)(?=\/)/y, parts: ['protocol'], meanings: ['The protocol that was tried.'] },
    {
      pattern: /(\/)((?:[^/]{0,300}\/){4},?)/y,
      parts: ['other'],
      meanings: ['Owner, service, RPC program and version: what nmap found there.'],
    },
    { pattern: /()(Ignored State: .*)/y, parts: ['other'], meanings: ['How many more ports there are in this state.'] },
  ],
  meanings: {
    'local-port': 'PORT: the port of the machine that was scanned.',
    protocol: 'The protocol that was tried.',
  },
  noPeer: 'No peer.',
  titles: {
    STATE,
  },
};
