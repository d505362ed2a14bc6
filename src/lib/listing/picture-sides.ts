/** The two sides of the picture of a listing: which rows each has, and where they stand. */

import { addressScope, type Scope } from '../address.ts';
import type { Gathered, Host, Talker } from './gather.ts';
import type { PictureHeading, PictureMark } from './picture.ts';

/** The rows of one side of the picture. */
export interface Side {
  marks: PictureMark[];
  headings: PictureHeading[];
  height: number;
  /** the mark of each row, by the row's key */
  places: Map<string, PictureMark>;
}

/** This machine: each process with its ports, and what it opened itself. */
export function layMachine({ talkers }: Gathered, width: number): Side {
  const side: Side = { marks: [], headings: [], height: TOP, places: new Map() };
  if (talkers.length === 0) return side;
  side.headings.push({ text: 'This machine', x: 0, y: 18 });
  const shown = talkers.length > MOST_PROCESSES ? talkers.slice(0, MOST_PROCESSES - 1) : talkers;
  for (const talker of shown) layTalker(side, talker, width);
  const rest = talkers.slice(shown.length);
  if (rest.length === 0) return side;
  const sockets = rest.flatMap(({ rows }) => rows.flatMap((row) => row.sockets));
  const mark = place(
    side,
    'local',
    'more',
    `more:processes`,
    `+ ${count(rest.length, 'more process', 'more processes')}`,
    {
      name: count(rest.length, 'more process', 'more processes'),
      note: count(sockets.length, 'socket'),
      fact: `${count(rest.length, 'more process', 'more processes')}: ${some(rest.map(({ name }) => name))}. Together ${count(sockets.length, 'socket')}.`,
      x: 0,
      width,
      sockets,
    },
  );
  for (const row of rest.flatMap(({ rows }) => rows)) side.places.set(row.key, mark);
  return side;
}

function layTalker(side: Side, { name, key, rows, pids }: Talker, width: number): void {
  const sockets = rows.flatMap((row) => row.sockets);
  const listening = rows.filter(({ port }) => port !== null);
  const who = name === 'not shown' ? 'Processes that the listing does not show' : name;
  const number = pids.length > 1 ? `${pids.length} processes` : pids.length === 1 ? `pid ${pids[0]}` : '';
  place(side, 'local', 'process', key, name === 'not shown' ? 'process not shown' : name, {
    name: who,
    note: number,
    fact: `${who}${number === '' ? '' : ` (${number})`}: ${count(sockets.length, 'socket')}, ${count(listening.length, 'port')}${listening.length > 0 ? `: ${some(listening.map(({ text }) => text))}` : ''}.`,
    x: 0,
    width,
    sockets,
  });
  const outgoing = rows.filter(({ port }) => port === null);
  const shown = listening.length > MOST_PORTS ? listening.slice(0, MOST_PORTS - 1) : listening;
  for (const row of [...shown, ...outgoing]) {
    const connections = count(row.connections, 'connection');
    const isPort = row.port !== null;
    const mark = place(side, 'local', isPort ? 'port' : 'outgoing', row.key, row.text, {
      name: isPort ? `${who}, port ${row.text},` : `${who}, outgoing,`,
      note: row.note,
      fact: isPort
        ? `${who}, port ${row.text}, ${row.note}: ${connections}.`
        : `${who}, outgoing, from ports of its own: ${connections}.`,
      x: 16,
      width: width - 16,
      sockets: row.sockets,
    });
    side.places.set(row.key, mark);
  }
  const rest = listening.slice(shown.length);
  if (rest.length > 0) {
    const mark = place(side, 'local', 'more', `more:${key}`, `+ ${count(rest.length, 'more port')}`, {
      name: `${who}, ${count(rest.length, 'more port')},`,
      note: '',
      fact: `${who}, ${count(rest.length, 'more port')}: ${some(rest.map(({ text }) => text))}.`,
      x: 16,
      width: width - 16,
      sockets: rest.flatMap((row) => row.sockets),
    });
    for (const row of rest) side.places.set(row.key, mark);
  }
  side.height += GAP;
}

/** The hosts, by scope, near ones first. */
export function layHosts({ hosts }: Gathered, width: number, x: number): Side {
  const side: Side = { marks: [], headings: [], height: 18, places: new Map() };
  const byGroup = new Map<number, Host[]>();
  for (const host of hosts) {
    const group = groupOf(addressScope(host.address) ?? 'name');
    const members = byGroup.get(group);
    if (members === undefined) byGroup.set(group, [host]);
    else members.push(host);
  }
  const groups = SCOPE_GROUPS.flatMap(({ text }, index) => {
    const members = byGroup.get(index);
    return members === undefined ? [] : [{ text, hosts: members }];
  });
  const room = shares(groups.map((group) => group.hosts.length));
  for (const [index, group] of groups.entries()) {
    side.headings.push({ text: group.text, x, y: side.height });
    side.height += TOP - 18;
    const shown = group.hosts.length > room[index]! ? group.hosts.slice(0, room[index]! - 1) : group.hosts;
    for (const host of shown) side.places.set(host.key, layHost(side, host, width, x));
    const rest = group.hosts.slice(shown.length);
    if (rest.length > 0) {
      const sockets = rest.flatMap((host) => host.sockets);
      const mark = place(side, 'remote', 'more', `more:${group.text}`, `+ ${count(rest.length, 'more host')}`, {
        name: count(rest.length, 'more host'),
        note: count(sockets.length, 'connection'),
        fact: `${group.text}: ${count(rest.length, 'more host')} with ${count(sockets.length, 'connection')}: ${some(rest.map(({ address }) => address))}.`,
        x,
        width,
        sockets,
      });
      for (const host of rest) side.places.set(host.key, mark);
    }
    side.height += GAP + 20;
  }
  return side;
}

function layHost(side: Side, host: Host, width: number, x: number): PictureMark {
  const { address, ports, sockets } = host;
  const where = ports.length === 1 ? `port ${ports[0]}` : count(ports.length, 'port');
  return place(side, 'remote', 'host', host.key, address, {
    name: address,
    note: sockets.length === 1 ? where : `${where}, ${sockets.length.toLocaleString('en')} ×`,
    fact: `${address}, ${where}${ports.length > 1 ? ` (${some(ports)})` : ''}: ${count(sockets.length, 'connection')}.`,
    x,
    width,
    sockets,
  });
}

/** Puts a mark at the bottom of a side. Text that is too long for the row loses its middle, the note goes first. */
function place(
  side: Side,
  name: 'local' | 'remote',
  kind: PictureMark['kind'],
  id: string,
  text: string,
  rest: Pick<PictureMark, 'name' | 'note' | 'fact' | 'x' | 'width' | 'sockets'>,
): PictureMark {
  const room = Math.floor((rest.width - 16) / CHARACTER);
  const note = text.length + rest.note.length + 2 > room ? '' : rest.note;
  const mark = { ...rest, id, side: name, kind, text: shortened(text, room), note, y: side.height, height: ROW };
  side.marks.push(mark);
  side.height += ROW;
  return mark;
}

/** How many rows each side has at most before the rest is drawn as one: "+ 212 more hosts". */
const MOST_PROCESSES = 14;
const MOST_PORTS = 6;
const MOST_HOSTS = 24;
/** However many hosts other scopes have, each scope shows so many. */
const LEAST_HOSTS = 4;

/** The height of a row, in pixels. */
export const ROW = 30;
/** Between groups of rows. */
export const GAP = 14;
const TOP = 32;
const CHARACTER = 8.4;

/** Divides the rows among groups: each gets its least, the larger share what is left. */
function shares(sizes: number[]): number[] {
  const room = sizes.map((size) => Math.min(size, LEAST_HOSTS));
  let left = MOST_HOSTS - room.reduce((sum, rows) => sum + rows, 0);
  for (let grown = true; left > 0 && grown; ) {
    grown = false;
    for (const [index, size] of sizes.entries()) {
      if (left === 0 || room[index]! >= size) continue;
      room[index]!++;
      left--;
      grown = true;
    }
  }
  return room;
}

function groupOf(scope: Scope | 'name'): number {
  return SCOPE_GROUPS.findIndex(({ scopes }) => scopes.includes(scope));
}

/** In the order drawn: from near to far. `name`: a host name instead of an address. */
const SCOPE_GROUPS: readonly { text: string; scopes: readonly (Scope | 'name')[] }[] = [
  { text: 'Loopback: this machine itself', scopes: ['loopback', 'wildcard'] },
  { text: 'Private networks', scopes: ['private', 'link-local', 'shared'] },
  { text: 'Public addresses', scopes: ['public'] },
  { text: 'Documentation addresses', scopes: ['documentation', 'benchmarking'] },
  { text: 'Host names', scopes: ['name'] },
  { text: 'Other addresses', scopes: ['multicast', 'broadcast', 'reserved'] },
];

/** "1 port", "1,204 ports" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** The first few of a list, and how many more. */
function some(texts: string[]): string {
  const first = texts.slice(0, 8).join(', ');
  return texts.length > 8 ? `${first} and ${(texts.length - 8).toLocaleString('en')} more` : first;
}

function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const half = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - half)}…${text.slice(-half)}`;
}
