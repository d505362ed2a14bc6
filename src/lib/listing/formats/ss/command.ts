/** What the command line of `ss` says about rows that leave it out. */

import type { Protocol } from '../../../socket.ts';
import { NETIDS, readSsState } from './columns.ts';

/** The one protocol that the command line asks for; null where it asks for none or several. */
export function protocolAsked(command: string): Protocol | null {
  const words = command.split('|', 1)[0]!.split(/\s+/);
  const asked = new Set<Protocol>();
  for (let at = words.findIndex((word) => /(?:^|\/)ss$/.test(word)) + 1; at > 0 && at < words.length; at++) {
    const word = words[at]!;
    const query = /^(?:-\w*A|--(?:query|socket)=)(.*)$/.exec(word);
    const names = query === null ? [] : (query[1] || words[++at] || '').split(',');
    if (query === null && word.startsWith('--')) names.push(word.slice(2));
    for (const name of names) if (Object.hasOwn(NETIDS, name)) asked.add(NETIDS[name]!.protocol);
    if (!/^-[a-zA-Z\d]+$/.test(word)) continue;
    for (const letter of word) if (Object.hasOwn(OPTIONS, letter)) asked.add(OPTIONS[letter]!);
  }
  return asked.size === 1 ? [...asked][0]! : null;
}

/** The one state of the filter `state established` or `-t state time-wait`; empty where there is none or several. */
export function stateAsked(command: string): string {
  const found = [...command.split('|', 1)[0]!.matchAll(/ state ([a-z\d-]+)/g)];
  const word = found.length === 1 ? found[0]![1]!.toUpperCase() : '';
  return readSsState(word).state ?? '';
}

/** ss(8), OPTIONS. */
const OPTIONS: Readonly<Record<string, Protocol>> = {
  t: 'tcp',
  u: 'udp',
  d: 'dccp',
  w: 'raw',
  x: 'unix',
  S: 'sctp',
  M: 'other',
};
