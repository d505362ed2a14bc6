/** `lsof` of Linux, macOS and FreeBSD: its table, and the field output of -F, of which only sockets are kept. */

import { addressFamily } from '../../../address.ts';
import { parseEndpoint } from '../../../endpoint.ts';
import type { Family, OS, Process, Protocol, Socket } from '../../../socket.ts';
import { Endpoints, Fields, type Format, HEADER, Memory, type Reader, type Remark, unreadable } from '../../format.ts';
import { familyOf, hasDescriptor, isHeader, notSocket, PROTOCOLS, protocolAt, quote, typeAt } from './columns.ts';
import { FIELD, FILE_SET, JOINED_PROCESS, joinedFields, PROCESS_FIELD, PROCESS_SET } from './field-output.ts';
import { addTcpInformation, addUnixName, decodeName, socketOf } from './name.ts';

export const lsof: Format = {
  id: 'lsof',
  name: 'lsof',
  recognise(text) {
    if (isHeader(text)) return 1;
    if (MESSAGE.test(text)) return 0.9;
    const fields = new Fields();
    fields.scan(text);
    if (typeAt(fields) > 0) return 0.9;
    // One letter and a value are little to go by; the reader looks at the next line too.
    const field = text.trimEnd();
    return PROCESS_SET.test(field) || FILE_SET.test(field) ? 0.3 : 0;
  },
  reader: () => new LsofReader(),
};

const MESSAGE = /^(?:lsof: |lsof \d| {6}Output information may be incomplete\.| {6}assuming "dev=)/;

class LsofReader implements Reader {
  os: OS | null = null;
  readonly #fields = new Fields();
  readonly #endpoints = new Endpoints(COLON, parseEndpoint);
  readonly #names = new Memory(decodeName, 512);
  #inTable = false;
  /** field output: the process under way, and how many lines ahead were read with what reason */
  #process: Process | null = null;
  /** the fields of the process are over */
  #inFiles = false;
  #taken = 0;
  #skipping: string | null = null;
  /** the protocol that -i asks for; field output may leave it out */
  #asked: Protocol | null = null;

  begin(command: string): void {
    this.os = null;
    this.#inTable = false;
    this.#process = null;
    this.#taken = 0;
    const asked = /\s-(?:\w*)i\s*[46]?(tcp|udp)/i.exec(command)?.[1];
    this.#asked = asked === undefined ? null : (PROTOCOLS[asked.toUpperCase()] ?? null);
  }

  read(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    if (this.#taken > 0) {
      this.#taken--;
      return this.#skipping === null ? { kind: 'detail' } : unreadable(this.#skipping);
    }
    if (isHeader(text)) {
      this.#process = null;
      this.#inTable = true;
      return HEADER;
    }
    if (MESSAGE.test(text)) return unreadable('a message of lsof');
    const fields = this.#fields;
    fields.scan(text);
    const type = typeAt(fields);
    if (type > 0) return this.#row(text, type);
    if (this.#inTable && hasDescriptor(fields))
      return { ...unreadable('a file of a type that is not known here'), unsure: true };
    const field = text.trimEnd();
    const further = (ahead: number) => peek(ahead).trimEnd();
    if (PROCESS_SET.test(field)) return this.#processSet(field, further);
    if (FILE_SET.test(field)) return this.#fileSet(field, further);
    if (this.#process !== null && !this.#inFiles && PROCESS_FIELD.test(field)) {
      this.#processField(this.#process, field);
      return PROCESS_REMARK;
    }
    // Blank lines and chatter end a process only for its own fields: files may go on.
    this.#inFiles = true;
    return null;
  }

  #row(text: string, type: number): Socket | Remark {
    const fields = this.#fields;
    const word = fields.at(type);
    const device = fields.at(type + 1);
    this.#learn(word, device);
    const process: Process = { pid: fields.number(1), name: this.#names.of(text, fields.starts[0]!, fields.ends[0]!) };
    const descriptor = Number.parseInt(fields.at(type - 1), 10);
    if (descriptor >= 0) process.fd = descriptor;
    if (type > 3) process.user = fields.at(type - 2);
    if (word === 'unix') return this.#unix(process, device, fields.from(type + 2));
    if (word === 'raw' || word === 'raw6') return socketOf('raw', word === 'raw' ? 'ipv4' : 'ipv6', process);
    const family = familyOf(word);
    if (family === null) return unreadable(notSocket(word, fields.from(type + 2)));
    const node = protocolAt(fields, type + 1);
    if (node < 0) return unreadable(`lsof names no protocol that is known here: ${quote(fields.from(type + 2))}`);
    const protocol = PROTOCOLS[fields.at(node)]!;
    const socket = this.#internet(protocol, family, process, fields.from(node + 1));
    // Linux has no device for a socket and prints its inode there.
    if ('protocol' in socket && /^[1-9]\d*$/.test(device)) socket.inode = Number(device);
    return socket;
  }

  /** Reads a NAME such as `*:80 (LISTEN)` or `a:1->b:2 812,nginx,6u (ESTABLISHED QR=0 QS=0)`. */
  #internet(protocol: Protocol, family: Family, process: Process, name: string): Socket | Remark {
    const bracket = name.endsWith(')') ? name.lastIndexOf('(') : -1;
    const place = (bracket < 0 ? name : name.slice(0, bracket)).trim().split(' ', 1)[0]!;
    if (place === '' || name.startsWith('no ') || name.startsWith("can't")) {
      return unreadable(`lsof found no addresses: ${quote(name)}`);
    }
    const arrow = place.indexOf('->');
    const local = this.#endpoint(arrow < 0 ? place : place.slice(0, arrow));
    if (local === null) return unreadable(`local address: ${this.#endpoints.problem}`);
    const remote = arrow < 0 ? null : this.#endpoint(place.slice(arrow + 2));
    if (arrow >= 0 && remote === null) return unreadable(`foreign address: ${this.#endpoints.problem}`);
    const socket = socketOf(protocol, family, process);
    socket.local = local;
    socket.remote = remote;
    if (bracket >= 0) for (const word of name.slice(bracket + 1, -1).split(' ')) addTcpInformation(socket, word);
    return socket;
  }

  /** Reads an endpoint; +M adds what the portmapper knows: `*:2049[nfs]`. */
  #endpoint(text: string) {
    const bare = text.startsWith('[') || !text.endsWith(']') ? text : text.slice(0, text.lastIndexOf('['));
    return this.#endpoints.of(bare, 0, bare.length);
  }

  /** Reads what stands behind DEVICE: offset, inode (not on macOS), path, `type=STREAM ->INO=4711 … (CONNECTED)`. */
  #unix(process: Process, device: string, text: string): Socket {
    const socket = socketOf('unix', 'unix', process);
    const [, inode, name = ''] = /^(?:0t\d+|0x[\da-f]+)? *(\d+(?= |$))? *(.*)$/.exec(text) ?? [];
    if (inode !== undefined && !/^0x/.test(inode)) socket.inode = Number(inode);
    if (name.includes('type=')) this.os = 'linux';
    else if (inode === undefined && device.startsWith('0x')) this.os ??= 'macos';
    addUnixName(socket, name);
    return socket;
  }

  /** Tells the system: only Linux prints inodes, or devices as two numbers; kernel addresses begin alike on FreeBSD. */
  #learn(type: string, device: string): void {
    if (type === 'a_inode' || (familyOf(type) !== null && /^\d+$/.test(device))) this.os = 'linux';
    else if (type === 'KQUEUE' || type === 'systm' || type === 'NPOLICY') this.os = 'macos';
    else if (/^V(?:REG|DIR|CHR|FIFO)$/.test(type)) this.os = 'freebsd';
    else if (familyOf(type) !== null && device.startsWith('0x')) {
      this.os ??= device.startsWith('0xfffff8') || device.startsWith('0xfffffe') ? 'freebsd' : 'macos';
    }
  }

  #processSet(text: string, peek: (ahead: number) => string): Remark | null {
    const next = peek(1);
    const joined = text.includes('^@') ? null : JOINED_PROCESS.exec(text);
    if (joined === null && !text.includes('^@') && !PROCESS_FIELD.test(next) && !FILE_SET.test(next)) return null;
    const process: Process = {};
    if (joined !== null) {
      process.pid = Number(joined[1]);
      process.name = this.#names.of(joined[2]!, 0, joined[2]!.length);
      const user = joined[4] ?? joined[3];
      if (user !== undefined) process.user = user;
    } else for (const field of text.split('^@')) this.#processField(process, field);
    this.#process = process;
    this.#inFiles = false;
    return PROCESS_REMARK;
  }

  #processField(process: Process, field: string): void {
    const value = field.slice(1).trimEnd();
    if (field.startsWith('p')) process.pid = Number(value);
    else if (field.startsWith('c')) process.name = this.#names.of(value, 0, value.length);
    else if (field.startsWith('L') || (field.startsWith('u') && process.user === undefined)) process.user = value;
  }

  /** Reads the fields of one file, which go on to the next `f` or `p`. */
  #fileSet(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    const fields = text.includes('^@') ? text.split('^@') : (joinedFields(text) ?? [text]);
    let ahead = 1;
    if (fields.length === 1) {
      let seen = '';
      for (let next = peek(ahead); FIELD.test(next) && ahead < MOST_FIELDS; next = peek(++ahead)) {
        if (seen.includes(next.charAt(0)) && !next.startsWith('T')) break;
        seen += next.charAt(0);
        fields.push(next);
      }
      if (fields.length === 1 && this.#process === null) return null;
    }
    this.#inFiles = true;
    this.#taken = ahead - 1;
    const reading = this.#file(fields.map((field) => field.trimEnd()));
    this.#skipping = 'protocol' in reading ? null : (reading.reason ?? null);
    return reading;
  }

  #file(fields: readonly string[]): Socket | Remark {
    const value = (letter: string) => fields.find((field) => field.startsWith(letter))?.slice(1);
    const process: Process = { ...this.#process };
    const descriptor = Number.parseInt(value('f') ?? '', 10);
    if (descriptor >= 0) process.fd = descriptor;
    const device = value('d') ?? '';
    const type = value('t') ?? '';
    if (type !== '' && device !== '') this.#learn(type, device);
    const name = value('n') ?? '';
    if (type === 'unix') return this.#unix(process, device, `${value('i') ?? ''} ${name}`.trimStart());
    const states = fields.filter((field) => field.startsWith('T')).map((field) => field.slice(1));
    const family = familyOf(type);
    if (type !== '' && family === null) return unreadable(notSocket(type, name));
    const known = states.some((state) => state.startsWith('ST=')) ? 'tcp' : this.#asked;
    const protocol = PROTOCOLS[value('P') ?? ''] ?? known;
    if (protocol === null) return unreadable('its protocol is not among the fields (lsof -F P)');
    const socket = this.#internet(protocol, family ?? 'ipv4', process, name);
    if (!('protocol' in socket)) return socket;
    // Without the field t the address alone tells the family; a star does not.
    if (family === null) socket.family = addressFamily(socket.local!.address);
    if (/^[1-9]\d*$/.test(device)) socket.inode = Number(device);
    for (const state of states) addTcpInformation(socket, state);
    return socket;
  }
}

const COLON = 58;
/** More fields than lsof has letters. */
const MOST_FIELDS = 64;
const PROCESS_REMARK: Remark = { kind: 'header', reason: 'the process of the files below' };
