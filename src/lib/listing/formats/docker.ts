/** Published ports of containers: `docker ps`, `podman ps`, `docker compose ps`, their --format variants, and `docker port`. */

import { addressFamily, parseAddress } from '../../address.ts';
import { HIGHEST_PORT } from '../../port.ts';
import type { Endpoint, OS, Protocol, Socket } from '../../socket.ts';
import { type Format, HEADER, NOBODY, type Reader, type Remark, type Sockets, unreadable } from '../format.ts';

/**
 * A published port (`0.0.0.0:8080->80/tcp`) is a listening socket of the host, held for the container: `container` has its
 * name, and no process is known. A port that is only exposed (`443/tcp`) is no socket of the host: the line says so.
 *
 * @see docker ps, docker port and docker compose ps in Docker's reference; podman-ps(1)
 */
export const docker: Format = {
  id: 'docker',
  name: 'docker ps, podman ps',
  recognise(text) {
    if (isTitles(text)) return 1;
    if (!text.includes('->')) return 0;
    return hasPublished(text) || PORT_OF_CONTAINER.test(text) ? 0.95 : 0;
  },
  reader: () => new DockerReader(),
};

/** `0.0.0.0:8080->80/tcp`, `[::]:8080->80/tcp`, `:::8080->80/tcp`, `*:8080->80/tcp`, `8080->80/tcp`, with ranges. */
const PUBLISHED = /^(?:(\S*):)?(\d{1,5})(?:-(\d{1,5}))?->\d{1,5}(?:-\d{1,5})?\/(tcp|udp|sctp)$/;
const EXPOSED = /^\d{1,5}(?:-\d{1,5})?\/(?:tcp|udp|sctp)$/;
/** `80/tcp -> 0.0.0.0:8080`, as docker port prints it. */
const PORT_OF_CONTAINER = /^(\d{1,5})\/(tcp|udp|sctp) -> (\S+):(\d{1,5}) *$/;
const PORT_COMMAND = /(?:docker|podman)(?: container)? port +(?:-\S+ +)*([\w.-]+)/;

/** A range of ports becomes so many sockets at most, and all ranges of a text so many: time must not grow past the text's. */
const LONGEST_RANGE = 1024;
const MOST_OF_RANGES = 65536;

class DockerReader implements Reader {
  /** Docker itself runs on Linux, on other systems within a machine of its own: the listing does not tell which. */
  readonly os: OS | null = null;
  #titles: Title[] = [];
  /** the container of a `docker port` command, or of the row above */
  #container: string | undefined;
  #budget = MOST_OF_RANGES;

  begin(command: string): void {
    this.#titles = [];
    this.#container = PORT_COMMAND.exec(command)?.[1];
  }

  read(text: string): Socket | Sockets | Remark | null {
    if (isTitles(text)) {
      this.#titles = titlesOf(text);
      return HEADER;
    }
    if (/^-{3,}(?: +-{3,})*\s*$/.test(text) || /^-{10,}$/.test(text)) return HEADER;
    const port = PORT_OF_CONTAINER.exec(text);
    if (port !== null) return this.#port(port);
    const words = wordsOf(text);
    const published = words.filter((word) => PUBLISHED.test(word));
    if (published.length > 0) return this.#row(text, words, published);
    return this.#withoutPorts(text, words);
  }

  #port([, , word, host, digits]: RegExpExecArray): Socket | Remark {
    const address = readAddress(host);
    const port = Number(digits);
    if (address === null || port > HIGHEST_PORT)
      return unreadable(`found "${host}:${digits}", expected an address and a port`);
    return socketOf(word as string, { address, port }, this.#container);
  }

  #row(text: string, words: string[], published: string[]): Sockets | Remark {
    // docker compose of old wrapped long columns: a line of ports alone goes on with the container above.
    const isAlone = words.every((word) => PUBLISHED.test(word) || EXPOSED.test(word));
    const name = this.#nameOf(text, words) ?? (isAlone ? this.#container : undefined);
    this.#container = name;
    const sockets: Socket[] = [];
    const reasons: string[] = [];
    for (const word of published) {
      const problem = this.#expand(word, name, sockets);
      if (problem !== null) reasons.push(problem);
    }
    const exposed = words.filter((word) => EXPOSED.test(word));
    if (exposed.length > 0) reasons.push(`only exposed, not published on the host: ${exposed.join(', ')}`);
    const reason = reasons.join('; ');
    if (sockets.length === 0) return unreadable(reason);
    return reason === '' ? { sockets } : { sockets, reason };
  }

  /** Makes the sockets of one published port or range; returns what it could not do. */
  #expand(word: string, container: string | undefined, sockets: Socket[]): string | null {
    const [, host, from, to = from, protocol = ''] = PUBLISHED.exec(word)!;
    const address = readAddress(host);
    const [first, last] = [Number(from), Number(to)];
    if (address === null) return `found "${host}" in ${word}, expected an IP address`;
    if (first > HIGHEST_PORT || last > HIGHEST_PORT || last < first)
      return `found ports ${from}-${to} in ${word}, expected 0 to ${HIGHEST_PORT} in ascending order`;
    const room = first === last ? 1 : Math.max(1, Math.min(LONGEST_RANGE, this.#budget));
    const shown = Math.min(last, first + room - 1);
    for (let port = first; port <= shown; port++) sockets.push(socketOf(protocol, { address, port }, container));
    if (first < last) this.#budget -= shown - first + 1;
    return shown < last ? `of ${word} only the ports to ${shown} are shown` : null;
  }

  /** A container without published ports has no socket on the host. */
  #withoutPorts(text: string, words: string[]): Remark | null {
    const exposed = words.filter((word) => EXPOSED.test(word));
    const isRow = exposed.length > 0 || CONTAINER_ID.test(text) || this.#nameUnderTitle(text) !== undefined;
    if (!isRow) return null;
    this.#container = this.#nameOf(text, words);
    const who = this.#container === undefined ? 'the container' : `the container ${this.#container}`;
    return unreadable(
      exposed.length > 0
        ? `${who} only exposes ${exposed.join(', ')}: nothing is published on the host`
        : `${who} publishes no port`,
    );
  }

  /** The container's name: under the title NAMES or NAME, else the last word, or the first where the ports come last. */
  #nameOf(text: string, words: string[]): string | undefined {
    const titled = this.#nameUnderTitle(text);
    if (titled !== undefined) return titled;
    const last = words.at(-1);
    const first = words[0];
    if (last === undefined || first === undefined) return undefined;
    const name = (isPorts(last) ? first : last).replace(/[:,]$/, '');
    return isPorts(name) ? undefined : name;
  }

  /** Cuts the column at the titles' places; undefined where blanks were squeezed and nothing stands in line. */
  #nameUnderTitle(text: string): string | undefined {
    const at = this.#titles.findIndex(({ title }) => title === 'NAMES' || title === 'NAME');
    if (at < 0) return undefined;
    const { start } = this.#titles[at]!;
    const end = this.#titles[at + 1]?.start ?? text.length;
    if ((start > 0 && text[start - 1] !== ' ') || (end < text.length && text[end - 1] !== ' ')) return undefined;
    const name = text.slice(start, end).trim();
    return name === '' || name.includes(' ') || isPorts(name) ? undefined : name;
  }
}

const CONTAINER_ID = /^(?:[0-9a-f]{12}|[0-9a-f]{64}) /;

interface Title {
  title: string;
  start: number;
}

/** "CONTAINER ID   IMAGE …", "NAMES     PORTS", "NAME   IMAGE   …   PORTS" (compose), "  Name   Command   State   Ports" (of old). */
function isTitles(text: string): boolean {
  if (text.startsWith('CONTAINER ID ')) return true;
  if (!/^(?:NAMES?|PORTS|IMAGE|ID|STATUS|SERVICE) /.test(text)) return /^ *Name +Command +State +Ports *$/.test(text);
  const titles = text.trim().split(/ +/);
  return titles.includes('PORTS') && titles.every((title) => TITLES.has(title));
}

const TITLES = /* @__PURE__ */ new Set(
  'CONTAINER ID IMAGE COMMAND CREATED AT STATUS STATE PORTS NAMES NAME SERVICE MODE REPLICAS RUNNING FOR SIZE NETWORKS MOUNTS LABELS'.split(
    ' ',
  ),
);

function titlesOf(text: string): Title[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: title, index }) => ({
    title: title.toUpperCase(),
    start: index,
  }));
}

/** The words of a line; ports are separated by commas, with a blank behind or without. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const piece of text.split(' ')) {
    if (piece === '') continue;
    const parts = piece.includes(',') && piece.includes('/') ? piece.split(',') : [piece];
    for (const word of parts) if (word !== '') words.push(word);
  }
  return words;
}

function hasPublished(text: string): boolean {
  return wordsOf(text).some((word) => PUBLISHED.test(word));
}

function isPorts(word: string): boolean {
  return PUBLISHED.test(word) || EXPOSED.test(word);
}

/** `[::]` and `::` alike; nothing or a star is every address. */
function readAddress(text = ''): string | null {
  if (text === '' || text === '*') return '*';
  return parseAddress(text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);
}

function socketOf(word: string, local: Endpoint, container: string | undefined): Socket {
  const protocol = word as Protocol;
  const socket: Socket = {
    protocol,
    family: addressFamily(local.address),
    local,
    remote: { address: '*', port: null },
    state: protocol === 'tcp' ? 'LISTEN' : null,
    stateText: undefined,
    processes: NOBODY,
    line: 0,
    lines: 1,
    raw: '',
  };
  if (container !== undefined) socket.container = container;
  return socket;
}
