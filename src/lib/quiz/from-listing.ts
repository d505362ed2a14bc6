/** Questions about the reader's own listing, with answers and reasons computed from its sockets. */

import { plainText } from '../listing/clean.ts';
import type { Listing } from '../listing/format.ts';
import { formatOfLine } from '../listing/line-format.ts';
import type { Socket } from '../socket.ts';
import { client } from './from-listing/client.ts';
import { ephemeral } from './from-listing/ephemeral.ts';
import { holder } from './from-listing/holder.ts';
import { listens } from './from-listing/listens.ts';
import type { Maker, Sight } from './from-listing/maker.ts';
import { noRemote } from './from-listing/no-remote.ts';
import { pair } from './from-listing/pair.ts';
import { reachable } from './from-listing/reachable.ts';
import { scope } from './from-listing/scope.ts';
import { sharing } from './from-listing/sharing.ts';
import { state } from './from-listing/state.ts';
import type { Question } from './question.ts';
import { seededRandom } from './random.ts';

/**
 * Makes questions about a listing: at most one of each sort, in an order drawn by lot.
 *
 * A question is made only where the listing supports it and its answer is certain; a listing without sockets gives none.
 * Pasted text stands in code spans and code blocks, so that nothing in it is taken for Markdown.
 *
 * @param listing what `parseListing` returned
 * @param seed any number; the same listing and seed give the same questions
 * @example questionsFrom({ format: null, os: null, sockets: [], lines: [] }, 1) // []
 */
export function questionsFrom(listing: Listing, seed: number): Question[] {
  const sight = look(listing);
  const questions: Question[] = [];
  MAKERS.forEach((make, place) => {
    // Each sort has chance of its own, so that a new sort changes none of the others.
    const question = make(sight, seededRandom(seed + Math.imul(place + 1, GOLDEN)));
    if (question !== null) questions.push(question);
  });
  return seededRandom(seed).shuffled(questions);
}

/** To add a sort of question, add a line at the end. */
const MAKERS: readonly Maker[] = [listens, client, ephemeral, pair, reachable, holder, state, scope, sharing, noRemote];

/** 2 to the 32 divided by the golden ratio: spreads neighbouring seeds (Knuth, The Art of Computer Programming, section 6.4). */
const GOLDEN = 0x9e3779b9;

/** Formats that do not list this machine's own sockets: what passes a router, what another machine answers, published ports. */
const FOREIGN: readonly (string | null)[] = ['conntrack', 'nmap', 'docker'];

function look({ os, format, sockets }: Listing): Sight {
  const all = sockets.filter(({ local, protocol }) => local !== null && protocol !== 'unix');
  const own = all.filter((socket) => socket.container === undefined && !FOREIGN.includes(formatOf(socket) ?? format));
  return {
    os,
    all,
    sockets: own,
    listeners: own.filter(({ protocol, state }) => protocol === 'tcp' && state === 'LISTEN'),
  };
}

function formatOf({ raw }: Socket): string | null {
  return formatOfLine(plainText(raw.split(/[\r\n]/, 1)[0]!))?.format.id ?? null;
}
