/** The five-tuple: read from every sensible spelling of one, whoever printed it. */

import { isUnspecified } from './endpoint.ts';
import { failure, type Result, success } from './result.ts';
import type { Endpoint, SocketTuple } from './socket.ts';
import { readKeys } from './tuple/by-key.ts';
import { oddities } from './tuple/oddities.ts';
import { readTokens } from './tuple/read.ts';
import { isPortless, type Reading, type Refusal, type Remark } from './tuple/reading.ts';
import { scan } from './tuple/tokens.ts';

export { describeTuple, type TupleDescription, type TuplePart, type TupleRole } from './tuple/describe.ts';
export { markProblems } from './tuple/mark.ts';

/**
 * Reads one socket tuple: protocol, local address, local port, remote address, remote port.
 *
 * Spellings: the five parts with any separators; `tcp 192.0.2.10:51734 -> 203.0.113.80:443` and other arrows
 * (one to the left turns the sides round); keys (`src=… sport=…`, JSON); a line of netstat, ss or lsof; tcpdump;
 * flow logs and firewall logs (conntrack, netfilter, AWS VPC, Cisco ASA, pf, Zeek, nfdump).
 * Of several lines the first that holds a tuple is read. A socket without a remote side comes back with
 * `remote.port` null and a note.
 *
 * @returns the tuple, with a note for all that was odd or guessed; or a `Problem` whose line and column
 *          (1-based) point at the character that does not fit
 * @see RFC 6146 section 2 for the term; netstat(8), ss(8), lsof(8), conntrack(8)
 * @example parseTuple('TCP, 192.168.1.5, 51734, 93.184.216.34, 80') // { ok: true, value: { protocol: 'tcp', local: { address: '192.168.1.5', port: 51734 }, remote: { address: '93.184.216.34', port: 80 }, notes: [] } }
 */
export function parseTuple(text: string): Result<SocketTuple> {
  let refusal: (Refusal & { lineAt: number }) | null = null;
  let lines = 0;
  for (const { at, line } of linesOf(text)) {
    lines++;
    const reading = readTokens(scan(line), line.trimEnd().length);
    if (reading.ok) return success(finish(text, at, reading, refusal));
    if (refusal === null || reading.weight > refusal.weight) refusal = { ...reading, lineAt: at };
  }
  // Nothing in one line: perhaps one part a line.
  const whole = lines > 1 && text.length <= LONGEST_RECORD ? readRecord(text, lines) : null;
  if (whole) return success(finish(text, 0, whole, null, true));
  if (refusal) return failure({ ...refusal, ...positionOf(text, refusal.lineAt + refusal.at) });
  return failure({
    found: 'nothing',
    expected: 'a socket tuple',
    hint: 'Such as: TCP, 192.168.1.5, 51734, 93.184.216.34, 80',
  });
}

/** A tuple that is written one part a line is short; what is longer is a listing. */
const LONGEST_RECORD = 4096;

/** Reads a tuple that takes several lines: keys (pretty JSON, PowerShell's Format-List), or the bare parts. */
function readRecord(text: string, lines: number): Reading | null {
  const tokens = scan(text);
  const reading =
    tokens.length === lines && lines <= 5 ? readTokens(tokens, text.length) : readKeys(tokens, text.length);
  return reading?.ok ? reading : null;
}

/** The lines that are not blank, with their offsets. */
function* linesOf(text: string): Generator<{ at: number; line: string }> {
  for (const match of text.matchAll(/[^\r\n]+/g)) if (match[0].trim() !== '') yield { at: match.index, line: match[0] };
}

function finish(
  text: string,
  lineAt: number,
  reading: Reading,
  skipped: (Refusal & { lineAt: number }) | null,
  whole = false,
): SocketTuple {
  const tuple = withoutRemote(reading);
  const place = ({ at, ...remark }: Remark) => ({
    ...positionOf(text, lineAt + at),
    found: remark.found,
    expected: remark.expected,
    hint: remark.hint,
  });
  const notes = [...reading.remarks, ...oddities(tuple, reading)].map(place);
  if (skipped && skipped.weight > 1)
    notes.unshift({ ...place({ ...skipped, at: skipped.lineAt - lineAt + skipped.at }) });
  const rest = whole ? null : /[\r\n]\s*\S/.exec(text.slice(lineAt).trimEnd());
  if (rest)
    notes.push({
      ...positionOf(text, lineAt + rest.index + rest[0].length - 1),
      found: 'further lines',
      expected: 'one tuple',
      hint: `Only line ${positionOf(text, lineAt).line} is read.`,
    });
  return { ...tuple, notes };
}

/** The tuple as it stands, `port` null on a remote side that is none. */
function withoutRemote({ protocol, local, remote, state }: Reading): SocketTuple {
  const portless = isPortless(protocol);
  const far = remote?.endpoint ?? { address: '*', port: null };
  const bare = ({ service, ...endpoint }: Endpoint): Endpoint =>
    portless ? { ...endpoint, port: null } : service === undefined ? endpoint : { ...endpoint, service };
  return {
    protocol,
    local: bare(local.endpoint),
    remote: isUnspecified(far) ? { ...far, port: null } : bare(far),
    ...(state && { state }),
    notes: [],
  };
}

/** Line and column of an offset; `\r\n`, `\n` and `\r` end a line. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (const { index, 0: end } of text.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++;
    start = index + end.length;
  }
  return { line, column: offset - start + 1 };
}
