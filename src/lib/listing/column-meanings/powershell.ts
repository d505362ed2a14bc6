/** The columns of powershell. Source: Microsoft: Get-NetTCPConnection, Get-NetUDPEndpoint. */

import type { Columns } from './columns.ts';

export const powershell: Columns = {
  rows: [
    'local',
    'remote',
    'state',
    {
      pattern: /(?:Internet|Datacenter|Compat|Custom|InternetCustom|DatacenterCustom)(?= |$)/y,
      meaning: 'AppliedSetting: the TCP settings that this connection uses.',
    },
    'process',
    'process',
    {
      pattern: /(?:0|Idle)(?=[ "]|$)/y,
      part: 'process',
      meaning: 'Process 0, Idle: no process owns this connection any more.',
    },
    'local-address',
    'local-port',
    'remote-address',
    'remote-port',
  ],
  delimiters: '",;',
  keyed: [
    { pattern: /(LocalAddress +: )(\S+)/y, parts: ['local-address'] },
    { pattern: /(LocalPort +: )(\d+)/y, parts: ['local-port'] },
    { pattern: /(RemoteAddress +: )(\S+)/y, parts: ['remote-address'] },
    { pattern: /(RemotePort +: )(\d+)/y, parts: ['remote-port'] },
    { pattern: /(State +: )(\S+)/y, parts: ['state'] },
    { pattern: /(OwningProcess +: )(\d+)/y, parts: ['process'] },
    {
      pattern: /([A-Za-z]+ +: ?)(.*\S)/y,
      parts: ['other'],
      meanings: ['A further property, as Format-List prints it: its name, a colon, its value.'],
    },
  ],
  meanings: {
    state:
      'State, in the words of PowerShell: Listen, Established, TimeWait; Bound is neither listening nor connected.',
    process: 'OwningProcess: the ID of the process that holds the socket.',
  },
  noPeer: 'No peer: 0.0.0.0 or :: with port 0.',
};
