/** What a finding is, and what its rules share. */

import type { OS, Socket } from '../../socket.ts';
import type { Listing } from '../format.ts';
import type { Overview } from './overview.ts';

/**
 * How much a finding matters: `attention`: something is wrong or open to others; `notice`: worth a look;
 * `information`: nothing is wrong, and it explains what is seen.
 */
export type Severity = 'attention' | 'notice' | 'information';

/** What deserves a look in a listing, why, and what to do. */
export interface Finding {
  /** the rule's name, the same for each finding of one kind */
  rule: string;
  severity: Severity;
  /** one line, without a point */
  title: string;
  /** what it means, and how sure that is */
  why: string;
  /** indexes into `listing.sockets`, ascending */
  sockets: number[];
  whatToDo: { os: OS | 'any'; text: string; command?: string }[];
  /** an article of this site that explains it */
  learnMore: { title: string; path: string };
}

/** Looks for one kind of finding. */
export type Rule = (listing: Listing, overview: Overview) => Finding[];

/** Where the site explains what findings speak of. */
export const LEARN = {
  sockets: {
    title: 'Sockets: objects, connected or not',
    path: '/learn/port-vs-socket/#sockets-objects-connected-or-not',
  },
  ports: {
    title: 'Ports: numbers, a set for each protocol',
    path: '/learn/port-vs-socket/#ports-numbers-a-set-for-each-protocol',
  },
  tuple: {
    title: 'The five-tuple: what tells connected sockets apart',
    path: '/learn/port-vs-socket/#the-five-tuple-what-tells-connected-sockets-apart',
  },
  connection: { title: 'How they work together', path: '/learn/port-vs-socket/#how-they-work-together' },
  listing: { title: 'Seeing them on your machine', path: '/learn/port-vs-socket/#seeing-them-on-your-machine' },
  inUse: { title: '"Address already in use"', path: '/learn/port-vs-socket/#address-already-in-use' },
} as const satisfies Record<string, Finding['learnMore']>;

/** Claims that connections can come in to this socket: it listens, or a container publishes its port. */
export function isListener({ state, container, local, protocol, remote }: Socket): boolean {
  if (state === 'LISTEN') return local !== null;
  return container !== undefined && state === null && local !== null && protocol !== 'unix' && remote !== null;
}

/** Keeps the advice that fits the listing's system; all of it where the system is unknown. */
export function adviceFor(os: OS | null, advice: Finding['whatToDo']): Finding['whatToDo'] {
  const fitting = advice.filter((one) => os === null || one.os === 'any' || one.os === os);
  return fitting.length > 0 ? fitting : advice;
}
