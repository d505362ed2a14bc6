/** `Get-NetTCPConnection` and `Get-NetUDPEndpoint` of PowerShell: as a table, a list, or comma-separated values. */

import { parseAddress } from '../../address.ts';
import type { OS, Socket } from '../../socket.ts';
import { Fields, type Format, HEADER, type Reader, type Remark, unreadable } from '../format.ts';
import { type Properties, powershellState, type Role, roleOf, socketOf } from './powershell-words.ts';

export const powershell: Format = {
  id: 'powershell',
  name: 'Get-NetTCPConnection, Get-NetUDPEndpoint (PowerShell)',
  // Rows begin with an address, in quotation marks or not; headings and lists with the name of a property.
  begins: '0123456789abcdef:"#LROSPACINDElrospu',
  recognise(text) {
    if (!TELLING.test(text)) return 0;
    if (TYPE.test(text)) return 1;
    if (namesOfCsv(text) !== null) return 1;
    const first = text.charCodeAt(text.search(/\S/));
    if (first < DIGIT_NINE + 2) return recordInOrder(text) === null ? 0 : 0.9;
    if (headingsOf(text) !== null) return 1;
    if (LIST_LINE.exec(text)?.[1]?.startsWith('Local')) return 0.9;
    return LIST_START.test(text) ? 0.5 : recordInOrder(text) === null ? 0 : 0.9;
  },
  reader: () => new PowershellReader(),
};

/** A column of a table: which positions its heading and its line of dashes take. */
interface Column {
  role: Role | undefined;
  start: number;
  end: number;
}

class PowershellReader implements Reader {
  readonly os: OS | null = 'windows';
  #command = '';
  #columns: Column[] = [];
  /** of comma-separated values: their roles, and what stands between them */
  #csv: { roles: (Role | undefined)[]; delimiter: string } | null = null;
  /** lines of the heading under way that are still to come */
  #heading = 0;
  /** lines of the record under way that are still to come */
  #record = 0;

  begin(command: string): void {
    this.#command = command;
    this.#columns = [];
    this.#csv = null;
    this.#heading = 0;
    this.#record = 0;
  }

  blank(): void {
    this.#record = 0;
  }

  read(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    if (this.#heading > 0) {
      this.#heading--;
      return HEADER;
    }
    if (this.#record > 0) {
      this.#record--;
      return { kind: 'detail' };
    }
    return this.#header(text, peek) ?? this.#row(text) ?? this.#list(text, peek);
  }

  #header(text: string, peek: (ahead: number) => string): Remark | null {
    const type = TYPE.exec(text);
    if (type !== null) {
      if (type[1] !== undefined) this.#command = `Get-${type[1]}`;
      return HEADER;
    }
    const csv = namesOfCsv(text);
    if (csv !== null) {
      this.#csv = { roles: csv.names.map(roleOf), delimiter: csv.delimiter };
      this.#columns = [];
      return HEADER;
    }
    const headings = headingsOf(text);
    if (headings === null) return DASHES.test(text) && this.#columns.length > 0 ? HEADER : null;
    this.#csv = null;
    this.#columns = headings;
    for (let ahead = 1; ahead <= MOST_HEADING_LINES; ahead++) {
      if (!DASHES.test(peek(ahead))) continue;
      const lines = [text, ...Array.from({ length: ahead - 1 }, (_, at) => peek(at + 1))];
      this.#columns = columnsUnder(peek(ahead), lines);
      this.#heading = ahead;
      break;
    }
    // The view of UDP endpoints has two columns, the first 40 wide (NetTCPIP.Format.ps1xml).
    const [first, second] = this.#columns;
    if (this.#columns.length === 2 && second!.start - first!.start === UDP_WIDTH && this.#command === '') {
      this.#command = 'Get-NetUDPEndpoint';
    }
    return HEADER;
  }

  #row(text: string): Socket | Remark | null {
    const csv = this.#csv;
    if (csv !== null) {
      const values = valuesOf(text, csv.delimiter);
      if (values.length === csv.roles.length) return this.#socket(propertiesOf(csv.roles, values));
      return text.startsWith('"') ? unreadable(`has ${values.length} fields, the heading ${csv.roles.length}`) : null;
    }
    const aligned = this.#columns.length === 0 ? null : recordUnder(text, this.#columns);
    if (aligned !== null && isAddress(aligned['local address'])) return this.#socket(aligned);
    if (aligned !== null && aligned['local address'] === undefined && aligned['local port'] !== undefined) {
      return /^\d+$/.test(aligned['local port']) ? this.#socket(aligned) : null;
    }
    const roles = this.#columns.length === 0 ? undefined : this.#columns.map(({ role }) => role);
    const record = recordInOrder(text, roles);
    return record === null ? null : this.#socket(record);
  }

  #socket(properties: Properties): Socket | Remark {
    const socket = socketOf(properties, this.#command);
    return typeof socket === 'string' ? unreadable(socket) : socket;
  }

  /** Reads a record of Format-List from its first line; the lines under it are then details. */
  #list(text: string, peek: (ahead: number) => string): Socket | Remark | null {
    const first = LIST_LINE.exec(text);
    if (first === null || roleOrPlain(first[1]!) === undefined) return null;
    const properties: Properties = {};
    const seen = new Set<string>();
    const colon = text.indexOf(':');
    let lines = 0;
    for (let line = text; lines < MOST_PROPERTIES; line = peek(lines)) {
      const [, name, value = ''] = LIST_LINE.exec(line) ?? [];
      if (name === undefined) {
        // A long value goes on under itself.
        if (lines === 0 || !CONTINUATION.test(line)) break;
      } else {
        // The colons of a record stand under each other; where blanks were lost, the name must be known.
        if (seen.has(name) || (line.indexOf(':') !== colon && roleOrPlain(name) === undefined)) break;
        seen.add(name);
        const role = roleOf(name);
        // Of all properties (Format-List *) "Name" is that of the object, empty; never that of a program.
        if (role !== undefined && value !== '') properties[role] ??= value.trim();
      }
      lines++;
    }
    if (!seen.has('LocalAddress')) return null;
    this.#record = lines - 1;
    return this.#socket(properties);
  }
}

const TYPE = /^#TYPE .*(?:MSFT_(NetTCPConnection|NetUDPEndpoint)|Infrastructure\.CimInstance)/;
/** Stands in each of its lines that begin a record or a table: in addresses, before values, in headings. */
const TELLING = /[.:…]|Local|#TYPE/i;
const DASHES = /^ *-{2,}(?: +-+)*\s*$/;
const LIST_LINE = /^ *([A-Za-z][A-Za-z0-9_]{0,40}) *:(?: (.*))?$/;
const CONTINUATION = /^ {8,}\S/;
const MOST_HEADING_LINES = 4;
const MOST_PROPERTIES = 60;
const UDP_WIDTH = 41;
const DIGIT_NINE = 57;

/** The first properties of Format-List *, in which a record may begin (MSFT_NetTCPConnection). */
const LIST_START = /^ *(?:Caption|InstanceID|Protocol|ProcessName|OwningProcess|State|RemoteAddress|CreationTime) *:/;
const PLAIN = /^(?:Caption|Description|ElementName|CommunicationStatus|DetailedStatus|HealthState|InstallDate)$/;

function roleOrPlain(name: string): Role | undefined {
  return roleOf(name) ?? (PLAIN.test(name) ? 'other' : undefined);
}

/** The headings of a table, whole or as the first line of what a narrow window broke; null where the line is none. */
function headingsOf(text: string): Column[] | null {
  if (text.length > 400 || !/Local(?:Ad|Po)/i.test(text)) return null;
  const columns: Column[] = [];
  let known = 0;
  for (const { 0: name, index } of text.matchAll(/\S+/g)) {
    if (!/^[A-Za-z_#]\w*$/.test(name)) return null;
    const role = roleOf(name);
    if (role !== undefined || BROKEN.test(name)) known++;
    columns.push({ role, start: index, end: index + name.length });
  }
  return known >= 2 && known * 2 > columns.length ? columns : null;
}

/** The beginnings of the cmdlets' longer headings. */
const BROKEN = /^(?:LocalA[a-z]+|LocalP[a-z]+|RemoteA[a-z]*|RemoteP[a-z]*|Applied[A-Za-z]*|Owning[A-Za-z]*)$/;

/** The columns that a line of dashes marks; each heading is what stands above its dashes, from top to bottom. */
function columnsUnder(dashes: string, headings: string[]): Column[] {
  return [...dashes.matchAll(/-+/g)].map(({ 0: { length }, index: start }) => {
    const name = headings.map((line) => line.slice(start, start + length).trim()).join('');
    return { role: roleOf(name.replaceAll(' ', '')), start, end: start + length };
  });
}

/** Reads a row by its place: values begin where their heading begins, or end where it ends. */
function recordUnder(text: string, columns: Column[]): Properties | null {
  const values: string[] = columns.map(() => '');
  let at = -1;
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const column = columns.findIndex(({ start, end }) => start === index || end === index + word.length);
    if (column > at) {
      at = column;
      values[at] = word;
    } else {
      // A program's name may have blanks.
      if (at < 0 || (columns[at]!.role !== 'program' && columns[at]!.role !== 'user' && columns[at]!.role)) return null;
      values[at] += ` ${word}`;
    }
  }
  return at < 0
    ? null
    : propertiesOf(
        columns.map(({ role }) => role),
        values,
      );
}

/** The columns of the cmdlet's own view. */
const VIEW: readonly Role[] = ['local address', 'local port', 'remote address', 'remote port', 'state', 'other', 'pid'];

/**
 * Reads a row by the order of its values, where its place tells nothing: without headings, or with squeezed blanks.
 * It must then have both addresses with their ports, and a state that is none but PowerShell's.
 */
function recordInOrder(text: string, roles: readonly (Role | undefined)[] = VIEW): Properties | null {
  const fields = new Fields();
  const count = fields.scan(text);
  if (count < 5 || count > roles.length) return null;
  const values = Array.from({ length: count }, (_, at) => fields.at(at));
  // Only AppliedSetting is ever empty.
  const setting = roles.indexOf('other');
  const isAbsent = setting >= 0 && (count < roles.length || setting >= count) && !/^[A-Z]/.test(values[setting] ?? '');
  const order = isAbsent ? roles.filter((role) => role !== 'other') : roles;
  const record = propertiesOf(order, values);
  if (!isAddress(record['local address']) || !isAddress(record['remote address'])) return null;
  if (!/^\d+$/.test(record['local port'] ?? '') || !/^\d+$/.test(record['remote port'] ?? '')) return null;
  if (record.pid !== undefined && !/^\d+$/.test(record.pid)) return null;
  return record.state !== undefined && isState(record.state) ? record : null;
}

function isState(text: string): boolean {
  return text === 'DeleteTCB' || (/^[A-Z][a-z]/.test(text) && powershellState(text).state !== null);
}

function isAddress(text: string | undefined): boolean {
  if (text === undefined || text === '') return false;
  const [bare = ''] = text.split('%');
  return parseAddress(bare) !== null || /^[\da-f:.]*(?:\.\.\.|…)$/i.test(bare);
}

function propertiesOf(roles: readonly (Role | undefined)[], values: readonly string[]): Properties {
  const properties: Properties = {};
  roles.forEach((role, at) => {
    if (role !== undefined && values[at] !== undefined) properties[role] ??= values[at];
  });
  return properties;
}

/** The names in the heading of comma-separated values; null where the line is none. */
function namesOfCsv(text: string): { names: string[]; delimiter: string } | null {
  const found = /(?:^|([,;]))"?LocalAddress"?(?:$|([,;]))/i.exec(text);
  const delimiter = found?.[1] ?? found?.[2];
  if (delimiter === undefined) return null;
  const names = valuesOf(text, delimiter);
  return names.every((name) => /^[A-Za-z_#][\w ]*$/.test(name)) ? { names, delimiter } : null;
}

/** RFC 4180: values in quotation marks, which stand doubled within. */
function valuesOf(text: string, delimiter: string): string[] {
  const values: string[] = [];
  let at = 0;
  while (at <= text.length && values.length < MOST_PROPERTIES) {
    let end = at;
    if (text[at] === '"') {
      end = text.indexOf('"', at + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      if (end < 0) end = text.length;
      values.push(text.slice(at + 1, end).replaceAll('""', '"'));
      end = text.indexOf(delimiter, end);
    } else {
      end = text.indexOf(delimiter, at);
      values.push(text.slice(at, end < 0 ? text.length : end).trim());
    }
    if (end < 0) break;
    at = end + 1;
  }
  return values;
}
