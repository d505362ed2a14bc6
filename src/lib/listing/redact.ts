/** A listing without what identifies its machine, its people and its programs, for showing it to others. */

import type { Socket } from '../socket.ts';
import { lineBounds, plainText, surrounding } from './clean.ts';
import type { Listing, ListingLine } from './format.ts';
import { parseListing } from './parse.ts';
import { Addresses } from './redact/addresses.ts';
import { replaceAddresses } from './redact/find-addresses.ts';
import { escaped, Names } from './redact/names.ts';

/**
 * Replaces addresses, host names, users, programs, paths and containers of a pasted listing.
 *
 * The same original becomes the same stand-in everywhere, of the same length, so that columns and cut fields stay;
 * an address keeps its scope (private stays private), loopback and the wildcards stay as they are.
 * Ports, states, queues, pids and inodes stay: `parseListing` reads the result as it reads the original.
 * Chatter between listings keeps its words, but for names and addresses that the listing has too.
 *
 * @example redact('tcp  0  0 192.0.2.10:51734  203.0.113.80:443  ESTABLISHED 812/nginx')
 * // 'tcp  0  0 192.0.2.11:51734  203.0.113.10:443  ESTABLISHED 812/n0000'
 */
export function redact(text: string): string {
  return new Redaction(text).text();
}

/** What a line says besides addresses, by the rules of its kind. */
interface Line extends ListingLine {
  text: string;
  sockets: Socket[];
}

class Redaction {
  readonly #text: string;
  readonly #addresses = new Addresses();
  readonly #names = new Names();
  readonly #lines: Line[];
  readonly #bounds: Int32Array;

  constructor(text: string) {
    this.#text = text;
    this.#bounds = lineBounds(text);
    this.#lines = linesOf(text, this.#bounds, parseListing(text));
  }

  text(): string {
    for (const line of this.#lines) {
      replaceAddresses(line.text, line.sockets, (written) => {
        this.#addresses.see(written);
        return written;
      });
      for (const name of namesIn(line)) this.#names.see(name);
    }
    const pieces: string[] = [];
    let end = 0;
    this.#lines.forEach((line, index) => {
      pieces.push(this.#text.slice(end, this.#bounds[2 * index]), this.#line(line));
      end = this.#bounds[2 * index + 1]!;
    });
    pieces.push(this.#text.slice(end));
    return pieces.join('');
  }

  #line(line: Line): string {
    const named = this.#named(line);
    return replaceAddresses(named, line.sockets, (written) => this.#addresses.standIn(written));
  }

  #named(line: Line): string {
    const { text, kind, sockets } = line;
    if (kind === 'blank') return text;
    if (isNameField(text) && this.#names.knows(text.slice(1))) return text[0] + this.#names.standIn(text.slice(1));
    if (isContainerRow(line))
      return text.replace(/\S+/g, (word) => (isContainerWord(word) ? this.#names.standIn(word) : word));
    if (isComponent(line))
      return text.replace(/(?<=^\s*(?:[a-z]:)?)(?![a-z]:)\S.*/i, (path) => this.#names.standIn(path));
    if (kind === 'header') return replaceParts(text, hostsIn(text), (host) => this.#names.standIn(host));
    if (sockets.length === 0) return this.#names.inText(text, (word) => TOOL_WORDS.test(word));
    return replaceParts(text, namesOf(sockets), (name) => this.#names.standIn(name));
  }
}

function linesOf(text: string, bounds: Int32Array, listing: Listing): Line[] {
  const lines = listing.lines.map(
    (line, index): Line => ({ ...line, text: text.slice(bounds[2 * index], bounds[2 * index + 1]), sockets: [] }),
  );
  for (const socket of listing.sockets) {
    for (let at = socket.line; at < socket.line + socket.lines; at++) lines[at - 1]?.sockets.push(socket);
  }
  return lines;
}

/** Every name that a line holds. */
function namesIn(line: Line): string[] {
  if (isContainerRow(line)) return [...namesOf(line.sockets), ...line.text.split(/\s+/).filter(isContainerWord)];
  if (isComponent(line)) return [line.text];
  if (line.kind === 'blank') return [];
  const names = hostsIn(line.text);
  if (line.kind === 'prompt') names.push(...promptNames(line.text));
  if (line.kind === 'skipped') for (const [, program] of line.text.matchAll(PROGRAMS)) names.push(program!);
  return [...names, ...namesOf(line.sockets)];
}

/** The names of sockets, each once, the longest first: "nginx: worker" before "nginx". */
function namesOf(sockets: readonly Socket[]): string[] {
  const names = new Set<string>();
  for (const { local, remote, processes, path, container } of sockets) {
    for (const end of [local, remote]) if (end?.named) names.add(end.address);
    for (const { name, user } of processes) {
      if (name) names.add(name);
      if (user && !/^\d+$/.test(user)) names.add(user);
    }
    if (path) names.add(path);
    if (container) names.add(container);
  }
  return [...names].sort((a, b) => b.length - a.length);
}

/** Programs in rows that could not be read: "812/nginx" of netstat, ("nginx",pid=812) of ss. */
const PROGRAMS = /(?:(?<=\s)\d+\/|\(\(?")([^\s"]+)/g;

/** Hosts and users where tools and shells name them: user@host, "scan report for host", /home/user. */
function hostsIn(text: string): string[] {
  return [...text.matchAll(HOSTS)].flatMap((found) => found.slice(1).filter((name) => name !== undefined));
}

const HOSTS =
  /(?<![\w.-])([\w.-]+)@([\w.-]+)|(?<=scan report for )([\w.-]+)|(?<=Host: \S{1,45} \()([\w.-]+)|(?<=(?:\\Users\\|\/home\/|\/Users\/))([^\\/\s>:'"]+)|(?<=cgroup:)(\S+)/g;

/** What stands before the command: a user, a host, a folder. */
function promptNames(text: string): string[] {
  const plain = plainText(text).trim();
  const command = surrounding(plain)?.command ?? '';
  const prompt = plain.slice(0, plain.length - command.length);
  return prompt.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '' && !TOOL_WORDS.test(word));
}

/** Words that make a line a prompt, or a command what it is. */
const TOOL_WORDS =
  /^(?:PS|C|D|bash|sh|zsh|ksh|sudo|doas|time|watch|password|Password|for|s|Users|root|netstat|ss|lsof|sockstat|fstat|docker|podman|conntrack|nmap|cat|proc|net|Get|container|compose|ps|port|grep|findstr|Select|Object|Format|Table|List|(?:Get)?Net(?:TCP|UDP)\w+)$/i;

function isContainerRow({ sockets, reason, kind }: Line): boolean {
  return (
    sockets.some(({ container }) => container !== undefined) ||
    (kind === 'skipped' && /^the container\b/.test(reason ?? ''))
  );
}

/** Image, command and name of a container; not its ports, its age and its number. */
function isContainerWord(word: string): boolean {
  return !/->|\/(?:tcp|udp|sctp),?$|^[0-9a-f]{12,64}$/.test(word) && !CONTAINER_WORDS.test(word);
}

const CONTAINER_WORDS =
  /^\(?(?:\d+|Up|Exited|Created|Restarting|Paused|Dead|running|exited|About|an?|Less|than|seconds?|minutes?|hours?|days?|weeks?|months?|years?|ago|healthy|unhealthy|health:|starting)\)?$/i;

/** A service or library that netstat -b of Windows names under a socket. */
function isComponent({ kind, reason, text }: Line): boolean {
  return kind === 'detail' && /^a service or component/.test(reason ?? '') && !text.includes('-- unknown component');
}

/** lsof -F has a field a line: a letter, then "cnginx" the program, "Lroot" the user. */
function isNameField(text: string): boolean {
  return /^[cL]/.test(text);
}

/** As tools write a name: as it is, with bytes for what is not ASCII (lsof), with doubled quotation marks (CSV). */
function spellings(name: string): readonly string[] {
  return PLAIN_NAME.test(name) ? [name] : [...new Set([name, escaped(name), name.replaceAll('"', '""')])];
}

const PLAIN_NAME = /^[ !#-~]*$/;

/** Replaces names where they stand for themselves: not a service behind a colon, nor a part of a longer word. */
function replaceParts(text: string, names: readonly string[], standIn: (name: string) => string): string {
  const found: { start: number; end: number; standing: string }[] = [];
  const taken = new Uint8Array(names.length === 0 ? 0 : text.length);
  for (const name of names) {
    for (const written of spellings(name)) {
      for (let start = text.indexOf(written); start >= 0; start = text.indexOf(written, start + written.length)) {
        const end = start + written.length;
        // The longest names come first, so that what a shorter one meets is taken at its beginning or at its end.
        if (!stands(text, start, end) || taken[start] === 1 || taken[end - 1] === 1) continue;
        taken.fill(1, start, end);
        found.push({ start, end, standing: standIn(written) });
      }
    }
  }
  let result = '';
  let at = 0;
  for (const { start, end, standing } of found.sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + standing;
    at = end;
  }
  return result + text.slice(at);
}

function stands(text: string, start: number, end: number): boolean {
  // "n/run/app.sock" of lsof -F: a letter tells what follows.
  if (start === 1 && text.startsWith('n')) return true;
  return !/[\p{L}\p{N}_:*.-]/u.test(text[start - 1] ?? '') && !/[\p{L}\p{N}_-]/u.test(text[end] ?? '');
}
