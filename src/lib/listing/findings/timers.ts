/** What the timer of a connection tells, in the words of each tool. */

/**
 * How often the last segment was repeated, or null where the timer is another one, or none is shown.
 *
 * @param timer as a format keeps it: `on (0.99/2/0)` of net-tools, `on, 0.99 s, 2 retransmissions` and `(on,990ms,2)` of ss
 * @example retransmissions('on (0.99/2/0)') // 2
 * @example retransmissions('on, 1.2 s, 1 retransmission') // 1
 * @example retransmissions('keepalive (7179.55/0/0)') // null
 */
export function retransmissions(timer: string | undefined): number | null {
  const found = timer === undefined ? null : REPEATED.exec(timer);
  return found === null ? null : Number(found[1] ?? found[2] ?? found[3]);
}

/**
 * Claims that the peer's window is closed and is probed: `probe (…)` of net-tools, `persist, …` of ss.
 *
 * @see RFC 9293 section 3.8.6.1
 * @example isPersisting('persist, 1.2 s, 0 retransmissions') // true
 */
export function isPersisting(timer: string | undefined): boolean {
  return timer !== undefined && /^\W*(?:timer:\()?(?:probe|persist)\b/.test(timer);
}

const REPEATED = /^on\b[^(]*\([\d.]+\/(\d+)\/|^(?:timer:)?\(on,[^,]*,(\d+)\)|^on, .*, (\d+) retransmissions?$/;
