/** A listing as a picture: who listens and talks on this machine, with which hosts, laid out but not drawn. */

import { addressScope, type Scope } from '../address.ts';
import type { Socket } from '../socket.ts';
import type { Listing } from './format.ts';
import { type Gathered, gather, type Host, type Talker, type Tie } from './gather.ts';

/** What a connection is doing, as the marks of states tell it. */
export type PicturePhase = 'opening' | 'open' | 'closing' | 'unconnected';

/** A labelled place in the picture. Positions and sizes are in pixels at a text size of 15. */
export interface PictureMark {
  id: string;
  side: 'local' | 'remote';
  kind: 'process' | 'port' | 'outgoing' | 'host' | 'more';
  /** as drawn: it may be shortened */
  text: string;
  /** beside the text, quieter */
  note: string;
  /** what it is, on its own: "nginx, port 80 tcp" */
  name: string;
  /** everything about it as a sentence */
  fact: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** indexes into `listing.sockets` */
  sockets: number[];
}

/** Connections between a mark of this machine and a mark of the others. */
export interface PictureLink {
  from: string;
  to: string;
  phase: PicturePhase;
  /** of the line, in pixels; it grows with the logarithm of the count */
  width: number;
  /** the path of the line, as SVG's `d` */
  path: string;
  fact: string;
  sockets: number[];
}

/** A heading over hosts of one scope. */
export interface PictureHeading {
  text: string;
  x: number;
  y: number;
}

export interface Picture {
  width: number;
  height: number;
  headings: PictureHeading[];
  marks: PictureMark[];
  links: PictureLink[];
  /** what a picture cannot show, as sentences */
  left: string[];
}

/** How many rows each side has at most before the rest is drawn as one: "+ 212 more hosts". */
const MOST_PROCESSES = 14;
const MOST_PORTS = 6;
const MOST_HOSTS = 24;
/** However many hosts other scopes have, each scope shows so many. */
const LEAST_HOSTS = 4;

const ROW = 30;
const GAP = 14;
const TOP = 32;
const CHARACTER = 8.4;

/**
 * Lays a listing out as a picture: this machine's processes with their ports on the left, the hosts that they talk with
 * on the right, grouped by scope, a line for each pair of rows and each phase.
 *
 * The picture stays readable however many sockets there are: beyond a number of rows the rest of each group is one row,
 * so that every connection is in exactly one link.
 *
 * @param width of the drawing, in pixels; at least 480
 * @example pictureOf({ format: null, os: null, sockets: [], lines: [] }).marks // []
 */
export function pictureOf(listing: Listing, width = 960): Picture {
  const gathered = gather(listing.sockets);
  const side = Math.floor(Math.max(480, width) * 0.36);
  const local = layMachine(gathered, side);
  const remote = layHosts(gathered, side, Math.max(480, width) - side);
  const links = layLinks(gathered.ties, local, remote);
  return {
    width: Math.max(480, width),
    height: Math.max(local.height, remote.height) + GAP,
    headings: [...local.headings, ...remote.headings],
    marks: [...local.marks, ...remote.marks],
    links,
    left: leftOut(listing.sockets, gathered),
  };
}

interface Side {
  marks: PictureMark[];
  headings: PictureHeading[];
  height: number;
  /** the mark of each row, by the row's key */
  places: Map<string, PictureMark>;
}

function layMachine({ talkers }: Gathered, width: number): Side {
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

function layHosts({ hosts }: Gathered, width: number, x: number): Side {
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

function layLinks(ties: Tie[], local: Side, remote: Side): PictureLink[] {
  const links = new Map<string, PictureLink & { start: PictureMark; end: PictureMark }>();
  for (const { row, host, phase, index } of ties) {
    const start = local.places.get(row)!;
    const end = remote.places.get(host)!;
    const key = `${start.id} ${end.id} ${phase}`;
    const link = links.get(key);
    if (link !== undefined) link.sockets.push(index);
    else
      links.set(key, { from: start.id, to: end.id, phase, width: 0, path: '', fact: '', sockets: [index], start, end });
  }
  return Array.from(links.values(), ({ start, end, ...link }, at) => {
    const { length } = link.sockets;
    // Links of one pair of rows in several phases run side by side.
    const shift = ((at % 3) - 1) * 3;
    const from = { x: start.x + start.width, y: start.y + ROW / 2 + shift };
    const to = { x: end.x, y: end.y + ROW / 2 + shift };
    const middle = Math.round((from.x + to.x) / 2);
    return {
      ...link,
      width: Math.round((1.25 + Math.log2(length) * 0.75) * 100) / 100,
      path: `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`,
      fact: `${start.name} with ${end.name}: ${count(length, `${PHASE_WORDS[link.phase]} connection`)}.`,
    };
  });
}

/** Says in words what is not drawn. */
function leftOut(sockets: readonly Socket[], { drawn }: Gathered): string[] {
  const unix = sockets.filter(({ protocol }) => protocol === 'unix').length;
  const others = sockets.length - unix - drawn;
  return [
    ...(unix > 0 ? [`${count(unix, 'Unix domain socket')}: they have paths and no addresses.`] : []),
    ...(others > 0 ? [`${count(others, 'socket')} without a local port.`] : []),
  ];
}

function groupOf(scope: Scope | 'name'): number {
  return SCOPE_GROUPS.findIndex(({ scopes }) => scopes.includes(scope));
}

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

const PHASE_WORDS: Record<PicturePhase, string> = {
  opening: 'opening',
  open: 'open',
  closing: 'closing',
  unconnected: 'stateless',
};

/** In the order drawn: from near to far. `name`: a host name instead of an address. */
const SCOPE_GROUPS: readonly { text: string; scopes: readonly (Scope | 'name')[] }[] = [
  { text: 'Loopback: this machine itself', scopes: ['loopback', 'wildcard'] },
  { text: 'Private networks', scopes: ['private', 'link-local', 'shared'] },
  { text: 'Public addresses', scopes: ['public'] },
  { text: 'Documentation addresses', scopes: ['documentation', 'benchmarking'] },
  { text: 'Host names', scopes: ['name'] },
  { text: 'Other addresses', scopes: ['multicast', 'broadcast', 'reserved'] },
];

function count(number: number, one: string, many = `${one}s`): string {
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
