/** What stands around a listing in pasted text: line ends, colours, odd blanks, prompts, and other remains of a terminal. */

import { isTableRule } from './peel.ts';

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

/** A line that is no listing but belongs to the terminal around it. */
export interface Surrounding {
  kind: 'prompt' | 'skipped';
  reason?: string;
  /** the command line that was typed, without the prompt */
  command?: string;
}

/**
 * Recognises prompts with what was typed behind them, other lines of a terminal or a page (passwords, watch, pagers,
 * kubectl, Ansible), Markdown fences and the rules of tables; else null.
 */
export function surrounding(line: string): Surrounding | null {
  const text = line.trim();
  if (text.length > LONGEST_COMMAND) return null;
  if (MARK_OF_REMAINS.test(text)) {
    for (const [remains, kind, reason] of REMAINS) {
      const found = remains.exec(text);
      if (found === null) continue;
      const command = found.groups?.command?.trim();
      return command === undefined ? { kind, reason } : { kind, reason, command };
    }
    if (isTableRule(text)) return { kind: 'skipped', reason: 'a line of a table' };
  }
  const command = PROMPT_MARK.test(text) ? behindPrompt(text) : null;
  if (command !== null) return { kind: 'prompt', command };
  if (isCommand(text)) return { kind: 'prompt', command: text };
  const title = TITLE.exec(text)?.[1];
  return title !== undefined && TOOL.test(title) ? { kind: 'prompt', command: title } : null;
}

const LONGEST_COMMAND = 2000;

const UNPLAIN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals put them into what is copied
  /[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f\u00a0\u1680\u2000-\u200f\u202a-\u202f\u205f\u2060\u2066-\u2069\u3000\ufeff]/g;
/** ECMA-48: CSI and OSC sequences, and the short ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
export const TERMINAL_SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
export const INVISIBLE = /[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const ODD_BLANKS = /[\t\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Every line of `REMAINS`, and every rule of a table, has one of these. */
const MARK_OF_REMAINS = /[`~<[\]:|^.(=>+─-]|lines \d/;

/** Lines that are no prompt but come from the terminal, its tools, or the page around; the group is what was typed. */
const REMAINS: readonly (readonly [line: RegExp, kind: Surrounding['kind'], reason: string])[] = [
  [/^(?:`{3,}|~{3,})[\w-]*$/, 'skipped', 'a Markdown fence'],
  [
    /^<\/?(?:pre|code|details|summary)\b[^<>]{0,80}>$|^\[\/?(?:code|quote|spoiler)\b[^\][]{0,40}\]$/i,
    'skipped',
    'a mark of the page',
  ],
  [/^(?:\[sudo\][^:]{0,80}:|Password:|Password for |.{0,80}'s password:)/, 'prompt', 'a password was asked for'],
  [/^(?:sudo: |doas: |Sorry, try again\.)/, 'prompt', 'a message of sudo'],
  // In German "Alle 2,0s: ", in French "Toutes les 2,0s: ".
  [/^\p{L}[\p{L} ]{1,20} \d+[.,]\d+\s?s: (?<command>.*?)(?: {2,}\S.*)?$/u, 'prompt', 'the title of watch'],
  [
    /^(?:--More--(?:\(\d+%\))?|\(END\)|lines \d+-\d+(?:\/\d+)?.{0,20}|\^C|:)$/,
    'skipped',
    'a mark of a pager or the terminal',
  ],
  [/^Defaulted container "/, 'prompt', 'a message of kubectl'],
  [
    /^[\w.@-]{1,255} \| (?:CHANGED|SUCCESS|FAILED|UNREACHABLE!?)(?: \| rc=\d+ >>|! =>| => \{)/,
    'prompt',
    'the host, as Ansible names it',
  ],
  [/^(?:==> .{1,255} <==|-{3,} ?[\w.@-]{1,255} ?-{3,})$/, 'prompt', 'the name of a file or host'],
];

/** One of these ends every prompt: most lines of chatter have none, and are not looked at further. */
const PROMPT_MARK = /[$#%>❯➜]|^\+/;

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
const WEAK_PROMPT = /^(?:[\w.@:~/-]{0,255}[#$%>] ?|[#>] ?|\++ )/;
const TOOL =
  /^(?:(?:sudo|doas|time|watch)(?: -\w+)* +|[A-Z_]+=\S* +)*(?:\/\S{0,80}\/)?(?:netstat|ss|lsof|sockstat|fstat|docker|podman|conntrack|nmap|Get-Net(?:TCP|UDP)\w+|cat \/proc\/net)(?:\.exe)?(?= |$)(?! v\d)/i;

/** A socket tool that runs elsewhere. */
const REMOTE_TOOL =
  /^(?:sudo )?(?:kubectl|oc|ssh|nsenter|ip netns|crictl|podman|docker|lxc|vagrant|wsl|chroot|xargs|ansible|salt|pdsh|clush|for|while) .{0,500}\b(?:netstat|ss|lsof|sockstat|fstat|conntrack|Get-Net(?:TCP|UDP)\w+)\b/i;
/** "===== netstat -an =====" */
const TITLE = /^[=#*-]{2,} *(\S.{0,200}?) *[=#*-]{2,}$/;

function isCommand(text: string): boolean {
  return TOOL.test(text) || REMOTE_TOOL.test(text);
}

/** The command behind a prompt; null where there is no prompt. */
function behindPrompt(text: string): string | null {
  for (const prompt of PROMPTS) {
    const found = prompt.exec(text);
    if (found !== null) return text.slice(found[0].length).trim();
  }
  const weak = WEAK_PROMPT.exec(text);
  const command = weak === null ? '' : text.slice(weak[0].length).trim();
  return isCommand(command) ? command : null;
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
