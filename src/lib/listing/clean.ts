/** What stands around a listing in pasted text: line ends, colours, quoting marks, line numbers, prompts. */

/**
 * Where each line of a text begins and ends, without its line end: pairs of positions. CRLF, LF and a lone CR each end
 * a line; what follows the last of them is a line only if it is not empty.
 */
export function lineBounds(text: string): Int32Array {
  return text.includes('\r') ? boundsWithReturns(text) : boundsOfLines(text);
}

/** The position of the first character, from a place on, that `plainText` takes out or turns; infinity where none is. */
export function nextUnplain(text: string, from: number): number {
  UNPLAIN.lastIndex = from;
  return UNPLAIN.test(text) ? UNPLAIN.lastIndex - 1 : Number.POSITIVE_INFINITY;
}

/** Takes out colours and other terminal sequences, marks without width, and turns tabs and odd blanks into blanks. */
export function plainText(line: string): string {
  if (nextUnplain(line, 0) >= line.length) return line;
  return line.replace(TERMINAL_SEQUENCES, '').replace(INVISIBLE, '').replace(ODD_BLANKS, ' ');
}

/**
 * Takes one layer off the beginning of a line: a quoting mark (`> `), or a line number as `cat -n`, `nl` and `grep -n`
 * put it; null where there is none.
 *
 * @example peel('> tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 * @example peel('    12 tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 * @example peel('12:tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 */
export function peel(line: string): string | null {
  let at = 0;
  while (line.charCodeAt(at) === BLANK) at++;
  const first = line.charCodeAt(at);
  if (first === GREATER || first === BAR) {
    return line.charCodeAt(at + 1) === BLANK ? line.slice(at + 2) : line.slice(at + 1);
  }
  const start = at;
  while (isDigit(line.charCodeAt(at))) at++;
  if (at === start || at - start > 7) return at === 0 ? null : line.slice(start);
  const mark = line.charCodeAt(at);
  // "12:" and "12-" (a line of context) by grep -n, "12|" and "12." by editors, "12 " by cat -n and nl.
  if (mark === COLON || mark === HYPHEN || mark === BAR || mark === DOT) return line.slice(at + 1);
  return mark === BLANK ? line.slice(at + 1) : null;
}

/** A line that is no listing but belongs to the terminal around it. */
export interface Surrounding {
  kind: 'prompt' | 'skipped';
  reason?: string;
  /** the command line that was typed, without the prompt */
  command?: string;
}

/** Recognises prompts with what was typed behind them, password lines of sudo, and Markdown fences; else null. */
export function surrounding(line: string): Surrounding | null {
  const text = line.trim();
  if (text.length > LONGEST_COMMAND) return null;
  if (FENCE.test(text)) return { kind: 'skipped', reason: 'a Markdown fence' };
  if (ASKS_FOR_PASSWORD.test(text)) return { kind: 'prompt', reason: 'a password was asked for' };
  const command = PROMPT_MARK.test(text) ? behindPrompt(text) : null;
  if (command !== null) return { kind: 'prompt', command };
  return TOOL.test(text) ? { kind: 'prompt', command: text } : null;
}

const BLANK = 32;
const GREATER = 62;
const BAR = 124;
const COLON = 58;
const HYPHEN = 45;
const DOT = 46;
const LONGEST_COMMAND = 2000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals put them into what is copied
const UNPLAIN = /[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f\u00a0\u200b-\u200f\u2007\u202f\u2060\u3000\ufeff]/g;
/** ECMA-48: CSI and OSC sequences, and the short ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const TERMINAL_SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const INVISIBLE = /[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff]/g;
const ODD_BLANKS = /[\t\f\u00a0\u2007\u202f\u3000]/g;

const FENCE = /^(?:`{3,}|~{3,})[\w-]*$/;
const ASKS_FOR_PASSWORD = /^(?:\[sudo\] |Password:|Password for |[^ ]{1,80}'s password:)/;

/** One of these ends every prompt: most lines of chatter have none, and are not looked at further. */
const PROMPT_MARK = /[$#%>❯➜]/;

/** What stands before a command, so clear that anything may follow. */
const PROMPTS: readonly RegExp[] = [
  /^PS(?: [^>]{1,260})?> ?/, // PowerShell
  /^[A-Za-z]:\\[^<>|"?*]{0,260}>/, // cmd.exe
  /^\(?[\w.-]{1,64}\)? ?[\w.-]{1,64}@[\w.-]{1,255}[:~ ][^$#%>]{0,260}[$#%>](?: |$)/, // (env) user@host:~$
  /^\[?[\w.-]{1,64}@[\w.-]{1,255}[:~ \]][^$#%>]{0,260}[$#%>](?: |$)/, // user@host:~$, [user@host ~]#
  /^(?:bash|sh|zsh|ksh)-[\d.]{1,8}[$#] ?/,
  /^[/~][\w./-]{0,255} [$#] /, // / # of busybox
  /^[$❯➜](?: |$)/,
  /^% /,
];
/** What also begins other lines: a prompt only where a tool's name follows. */
const WEAK_PROMPT = /^(?:[\w.@:~/-]{0,255}[#$%>] ?|[#>] ?)/;
const TOOL =
  /^(?:(?:sudo|doas|time|watch)(?: -\w+)* +|[A-Z_]+=\S* +)*(?:\/\S{0,80}\/)?(?:netstat|ss|lsof|sockstat|fstat|docker|podman|conntrack|nmap|Get-Net(?:TCP|UDP)\w+|cat \/proc\/net)(?:\.exe)?(?= |$)/i;

/** The command behind a prompt; null where there is no prompt. */
function behindPrompt(text: string): string | null {
  for (const prompt of PROMPTS) {
    const found = prompt.exec(text);
    if (found !== null) return text.slice(found[0].length).trim();
  }
  const weak = WEAK_PROMPT.exec(text);
  const command = weak === null ? '' : text.slice(weak[0].length).trim();
  return TOOL.test(command) ? command : null;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function boundsOfLines(text: string): Int32Array {
  const bounds = new Bounds(text);
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    bounds.add(start, end);
    start = end + 1;
  }
  if (start < text.length) bounds.add(start, text.length);
  return bounds.taken();
}

function boundsWithReturns(text: string): Int32Array {
  const bounds = new Bounds(text);
  let start = 0;
  let feed = text.indexOf('\n');
  let turn = text.indexOf('\r');
  while (feed >= 0 || turn >= 0) {
    const end = turn < 0 || (feed >= 0 && feed < turn) ? feed : turn;
    bounds.add(start, end);
    start = end === turn && feed === turn + 1 ? end + 2 : end + 1;
    if (feed >= 0 && feed < start) feed = text.indexOf('\n', start);
    if (turn >= 0 && turn < start) turn = text.indexOf('\r', start);
  }
  if (start < text.length) bounds.add(start, text.length);
  return bounds.taken();
}

/** A growing list of positions, four bytes each. */
class Bounds {
  #positions: Int32Array;
  #count = 0;

  constructor(text: string) {
    this.#positions = new Int32Array(Math.max(16, (text.length >> 5) & ~1));
  }

  add(start: number, end: number): void {
    if (this.#count === this.#positions.length) {
      const wider = new Int32Array(this.#positions.length * 2);
      wider.set(this.#positions);
      this.#positions = wider;
    }
    this.#positions[this.#count++] = start;
    this.#positions[this.#count++] = end;
  }

  taken(): Int32Array {
    return this.#positions.subarray(0, this.#count);
  }
}
