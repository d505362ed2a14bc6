/** The names that logs, tools and programs give to the parts of a tuple: `src=`, `"dest_port":`, `LocalAddress :`. */

export type Side = 'local' | 'remote';

export interface Key {
  /** undefined for protocol and state */
  side?: Side;
  /** `endpoint`: address, or address and port; `other`: a key that is no part of a tuple */
  part: 'address' | 'port' | 'endpoint' | 'protocol' | 'state' | 'other';
  /** as written, in small letters */
  name: string;
}

/** A blank may stand behind `=` only where one stands before it: in `OUT= MAC=…` the first key has no value. */
const KEY =
  /([a-z_][\w.-]{0,40}(?: (?:ip|port|addr(?:ess)?|host))?)["'`]?(?:=(?![>=])|[^\S\r\n]+=[^\S\r\n]+|[^\S\r\n]*:[^\S\r\n]*)/iy;

/**
 * Reads a key and its sign at a place in the text; null where none stands there.
 *
 * @param last the key before it, whose side a nested key takes over: `"local": { "port": 80 }`
 */
export function readKey(text: string, at: number, last: Key | null): { key: Key; end: number } | null {
  KEY.lastIndex = at;
  const match = KEY.exec(text);
  if (match === null) return null;
  const end = at + match[0].length;
  const key = keyOf(match[1]!, last);
  const colon = match[0].trimEnd().endsWith(':');
  if (key.part === 'other' && colon) return null;
  // "client:51734" is a host and its port; "local:192.0.2.10:80" and "local: laptop" have a key.
  if (
    key.part === 'endpoint' &&
    colon &&
    match[0].endsWith(':') &&
    !/^["'`[{(]|^[\w-]*[.:%*]/.test(text.slice(end, end + 64))
  )
    return null;
  return { key, end };
}

/** Finds the side that a word names, as in `from 192.0.2.10 to 203.0.113.80`. */
export function sideOf(word: string): Side | undefined {
  return keyOf(word, null).side;
}

function keyOf(name: string, last: Key | null): Key {
  if (name === 'localhost') return { part: 'other', name };
  const lower = name.toLowerCase();
  const plain = lower.replace(/[^a-z0-9]/g, '');
  if (PROTOCOL.test(plain)) return { part: 'protocol', name: lower };
  if (STATE.test(plain)) return { part: 'state', name: lower };
  const match = PART.exec(plain);
  const { local, remote, address, port } = match?.groups ?? {};
  const side = local ? 'local' : remote ? 'remote' : address || port ? last?.side : undefined;
  if (side === undefined) return { part: 'other', name: lower };
  return { side, part: address ? 'address' : port ? 'port' : 'endpoint', name: lower };
}

const PROTOCOL = /^(?:ip|network|net|l4|socket)*(?:proto(?:col)?(?:number|num|name)?|transport|netid|iananumber)$/;
const STATE = /^(?:tcp|conn|socket)?(?:state|status|st)$/;

/** netfilter (SRC, SPT), conntrack (src, sport), Zeek (id.orig_h), ECS (source.ip), PowerShell (LocalAddress), psutil (laddr), CEF (spt). */
const PART =
  /^(?:id|network|connection|inet)?(?:(?<local>[ls](?=addr|ip|port|pt)|local|src|source|orig(?:inator)?|from|client|my)|(?<remote>[rd](?=addr|ip|port|pt)|remote|foreign|peer|dst|dest|destination|resp(?:onder)?|to|server))?(?:(?<address>addr(?:ess)?|ip(?:v[46])?(?:addr(?:ess)?)?|h(?:ost(?:name)?)?)|(?<port>p(?:t|ort(?:number)?)?))?$/;
