/** What deserves a look in a listing: every rule, asked in turn. */

import { closeWait } from './findings/closing.ts';
import { bothEnds } from './findings/connections.ts';
import { ephemeralPorts } from './findings/ephemeral.ts';
import { exposedService, unknownListener } from './findings/exposure.ts';
import type { Finding, Rule, Severity } from './findings/finding.ts';
import { halfOpen, unanswered } from './findings/handshakes.ts';
import { servesBothFamilies, sharedPort } from './findings/listeners.ts';
import { loopbackOnly, oneLoopback } from './findings/loopback.ts';
import { overviewOf } from './findings/overview.ts';
import { acceptQueue, unconfirmed, unread } from './findings/queues.ts';
import type { Listing } from './format.ts';

export type { Finding, Severity } from './findings/finding.ts';

/** In the order in which findings of one severity are shown. */
const RULES: readonly Rule[] = [
  exposedService,
  closeWait,
  ephemeralPorts,
  acceptQueue,
  unanswered,
  halfOpen,
  unread,
  unconfirmed,
  oneLoopback,
  loopbackOnly,
  unknownListener,
  sharedPort,
  servesBothFamilies,
  bothEnds,
];

const WEIGHTS: Readonly<Record<Severity, number>> = { attention: 0, notice: 1, information: 2 };

/**
 * Finds what deserves a look, the weightiest first. An ordinary machine has findings of severity `information` at most.
 * A listing is one moment: what needs time to show (a queue that grows) is told as such.
 *
 * @example findings({ format: null, os: null, sockets: [], lines: [] }) // []
 */
export function findings(listing: Listing): Finding[] {
  const overview = overviewOf(listing);
  return RULES.flatMap((rule) => rule(listing, overview)).sort((a, b) => WEIGHTS[a.severity] - WEIGHTS[b.severity]);
}
