/** The columns of netstat-bsd. Source: netstat(1) of FreeBSD and macOS. */

import type { Columns } from './columns.ts';

export const netstatBsd: Columns = {
  rows: [
    { pattern: /[0-9a-f]{8,}(?= )/y, meaning: 'The address of the control block in the kernel (option -A).' },
    {
      pattern: /[0-9a-f]+(?= +(?:tcp|udp|icm|ip))/y,
      meaning: 'Flowhash (option -A): identifies the flow in the kernel.',
    },
    'protocol',
    { pattern: /(?<=\bip )[46](?= )/y, part: 'protocol', meaning: 'The IP version.' },
    'listen-queues',
    {
      pattern: /\d+(?= +\d+ +\d+ +\S+\.)/y,
      meaning: 'Rexmit (option -T): how many segments were sent again.',
    },
    'receive-queue',
    'send-queue',
    {
      pattern: /\d+(?= +\d+ +\S+\.)/y,
      meaning: 'OOORcv (option -T): how many segments came out of order.',
    },
    {
      pattern: /\d+(?= +\S+\.\S+ +\S+\.)/y,
      meaning: '0-win (option -T): how often a window of zero bytes was seen.',
    },
    'local',
    'remote',
    'state',
    'process',
  ],
  unixRows: [
    'protocol',
    'listen-queues',
    { pattern: /[0-9a-f]{6,}(?= )/y, meaning: 'Address: where the control block stands in the kernel.' },
    {
      pattern: /(?:stream|dgram|raw|rdm|seqpac)(?= )/y,
      meaning: 'The type: stream is a byte stream like TCP, dgram single messages.',
    },
    'receive-queue',
    'send-queue',
    { pattern: /[0-9a-f]+(?= |$)/y, meaning: 'Inode: the vnode in the file system, 0 for a socket without a path.' },
    { pattern: /[0-9a-f]+(?= |$)/y, meaning: 'Conn: the control block that it is connected to, 0 for none.' },
    { pattern: /[0-9a-f]+(?= |$)/y, meaning: 'Refs: the first of the sockets connected to it, 0 for none.' },
    { pattern: /[0-9a-f]+(?= |$)/y, meaning: 'Nextref: the next one in that list, 0 for none.' },
    'process',
    'path',
  ],
  meanings: {
    protocol: 'The protocol and its IP version: tcp4, tcp6, or tcp46 for a socket that serves both.',
    'local-address': "The local address: this machine's end. On BSD a dot separates address and port.",
    'local-port': 'The local port, behind the last dot.',
    'remote-address': 'Foreign Address: the machine at the other end. On BSD a dot separates address and port.',
    'remote-port': 'The remote port, behind the last dot.',
    'receive-queue': {
      listening: 'Recv-Q of a listening socket: bytes, so 0. The queue of connections is shown by netstat -L.',
      otherwise: 'Recv-Q: bytes that have arrived and that the program has not read yet.',
    },
    'send-queue': {
      listening: 'Send-Q of a listening socket: bytes, so 0.',
      otherwise: 'Send-Q: bytes that the peer has not acknowledged.',
    },
    process: 'The process that holds the socket (option -v).',
  },
  noPeer: 'No peer: *.* stands for any address and any port.',
  titles: { Inode: 'Inode: the vnode in the file system, 0 for a socket without a path.' },
};
