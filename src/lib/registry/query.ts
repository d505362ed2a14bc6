/** What a reader asks of the registry: a number, a range, or a service name, in every sensible spelling. */

import { HIGHEST_PORT, parsePort } from '../port.ts';
import { failure, type Result, success } from '../result.ts';
import { isPort, isPortProtocol, type PortProtocol } from './entry.ts';

/** `protocol` is null where the question holds for every transport. */
export type PortQuery =
  | { kind: 'ports'; first: number; last: number; protocol: PortProtocol | null }
  | { kind: 'name'; name: string; protocol: PortProtocol | null };

/**
 * Reads a question to the registry.
 *
 * Spellings: `443`, `443/tcp`, `tcp/443`, `tcp 443`, `:443`, `port 443`, `0x1bb`, `6000-6063`, `https`, `https/udp`;
 * upper case, blanks around it, full-width characters and every script's decimal digits.
 *
 * @returns the question, or a `Problem` with the column of what cannot be a port
 * @example parseQuery('tcp/443') // { ok: true, value: { kind: 'ports', first: 443, last: 443, protocol: 'tcp' } }
 * @example parseQuery('6000-6063') // { ok: true, value: { kind: 'ports', first: 6000, last: 6063, protocol: null } }
 * @example parseQuery('SSH') // { ok: true, value: { kind: 'name', name: 'ssh', protocol: null } }
 */
export function parseQuery(query: string | number): Result<PortQuery> {
  if (typeof query === 'number') return isPort(query) ? ports(query, query, null) : impossible(String(query), 1);
  if (query.length > LONGEST_QUERY) return impossible(query, 1);
  const { subject, column, protocol } = peel(toAscii(query));
  const range = RANGE.exec(subject);
  if (range) return parseRange(range[1]!, range[2]!, column, column + subject.length - range[2]!.length, protocol);
  if (/^(?:\d+|0x[\da-f]+)$/.test(subject)) return parseRange(subject, subject, column, column, protocol);
  if (NAME.test(subject)) return success({ kind: 'name', name: subject, protocol });
  return impossible(subject, column);
}

/** From one number to another; the columns are theirs. */
function parseRange(
  one: string,
  other: string,
  oneColumn: number,
  otherColumn: number,
  protocol: PortProtocol | null,
): Result<PortQuery> {
  const first = parseNumber(one, oneColumn);
  if (!first.ok) return first;
  const last = parseNumber(other, otherColumn);
  if (!last.ok) return last;
  if (first.value <= last.value) return ports(first.value, last.value, protocol);
  return failure({
    column: otherColumn,
    found: `${last.value} after ${first.value}`,
    expected: 'a range from the lower number to the higher',
    hint: `Did you mean ${last.value}-${first.value}?`,
  });
}

function parseNumber(digits: string, column: number): Result<number> {
  const hexadecimal = digits.startsWith('0x');
  if (hexadecimal && !isPort(Number(digits))) {
    return failure({
      column,
      found: digits,
      expected: EXPECTED_NUMBER,
      hint: `The highest port is 0xffff, ${HIGHEST_PORT}.`,
    });
  }
  const port = parsePort(hexadecimal ? String(Number(digits)) : digits);
  return port.ok ? port : { ok: false, problem: { ...port.problem, column } };
}

/** Takes off what stands around the subject: blanks, the word "port", a colon, a transport before or after it. */
function peel(text: string): { subject: string; column: number; protocol: PortProtocol | null } {
  let subject = text.trimStart();
  let protocol: PortProtocol | null = null;
  let column = 1 + text.length - subject.length;
  subject = subject.trimEnd();
  for (const prefix of [PORT_WORD, PROTOCOL_BEFORE, PORT_WORD, /^:(?=\w)/]) {
    const found = prefix.exec(subject);
    if (!found) continue;
    if (found[1] && isPortProtocol(found[1])) protocol = found[1];
    subject = subject.slice(found[0].length);
    column += found[0].length;
  }
  const after = PROTOCOL_AFTER.exec(subject);
  if (after && isPortProtocol(after[1]!)) {
    protocol = after[1];
    subject = subject.slice(0, after.index);
  }
  return { subject, column, protocol };
}

/** Says what cannot be a port, at the first character that shows it. */
function impossible(subject: string, column: number): Result<never> {
  const row = SLIPS.find(([slip]) => slip.test(subject));
  const [slip, hint] = row ?? [null, () => 'Ask for a number such as 443, or for a name such as ssh.'];
  const found = slip?.exec(subject);
  const at = found ? found.index + found[0].length - 1 : Math.max(0, subject.search(/[^a-z0-9_+.*/-]/));
  return failure({
    column: column + at,
    found: subject === '' ? 'nothing' : `"${subject}"`,
    expected: `${EXPECTED_NUMBER}, or a service name`,
    hint: hint(subject),
  });
}

/** No name comes near it; what was pasted by accident is not searched through. */
const LONGEST_QUERY = 500;

const EXPECTED_NUMBER = `a port number from 0 to ${HIGHEST_PORT}`;

/** What people write instead of a port, matched up to the character that is wrong, and how to go on. First match wins. */
const SLIPS: readonly (readonly [slip: RegExp, hint: (subject: string) => string])[] = [
  [/^[-−+](?=[\d.])/, () => 'A port has no sign.'],
  [/^\d+[.](?=\d+$)/, () => 'A port is a whole number.'],
  [
    /^\d+\s*[,;]|^\d+\s(?=\s*\d)/,
    (subject) => `Ask for one port at a time, such as ${/\d+/.exec(subject)}, or for a range such as 6000-6063.`,
  ],
  [/^.*\D:(?=\d{1,5}$)|^(?:\d+\.){3}\d+:(?=\d{1,5}$)/, (subject) => `Ask for the port alone: ${/\d+$/.exec(subject)}.`],
  [/^\d+\//, () => 'After the slash stands a transport: tcp, udp, sctp or dccp.'],
  [/^\d+\s*[-–—]/, () => 'A range has a number at each end, such as 6000-6063.'],
  [/^\w+:(?=\/)/, () => 'Ask for the port of the address alone, or for the name of its scheme, such as https.'],
];

const PORT_WORD = /^ports?[\s:#]+(?=\S)/;
const PROTOCOL_BEFORE = /^(tcp|udp|sctp|dccp)[\s/:]+(?=\S)/;
const PROTOCOL_AFTER = /[\s/]+(tcp|udp|sctp|dccp)$/;
const RANGE = /^(\d+|0x[\da-f]+)\s*(?:[-–—]|\.\.|to)\s*(\d+|0x[\da-f]+)$/;

/** RFC 6335 section 5.1 allows letters, digits and hyphens; historic names have more. `443/t` is a number unfinished. */
const NAME = /^(?=[a-z0-9])(?=.*[a-z])(?!\d+\/)[a-z0-9_+.*/-]+$/;

function ports(first: number, last: number, protocol: PortProtocol | null): Result<PortQuery> {
  return success({ kind: 'ports', first, last, protocol });
}

/** Writes full-width characters and every script's digits as the ASCII ones they stand for, in lower case. */
function toAscii(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/gu, (character) => {
      if (/\p{Nd}/u.test(character)) return String(digitValue(character));
      const compatible = character.normalize('NFKC');
      return compatible.length === character.length ? compatible : character;
    })
    .toLowerCase();
}

/** Unicode keeps the decimal digits of a script in a row from 0 to 9 (chapter 4.6), and rows lie whole beside each other. */
function digitValue(digit: string): number {
  let steps = 0;
  for (let code = digit.codePointAt(0)! - 1; /\p{Nd}/u.test(String.fromCodePoint(code)); code--) steps++;
  return steps % 10;
}
