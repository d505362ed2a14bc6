/** Layers that quoting, chats, logs and pages put around each line of a listing, taken off one by one. */

/**
 * Takes one layer off a line; null where there is none. What is left may be no listing all the same: only what a format
 * then recognises counts, so a wrong guess here reads nothing.
 *
 * Layers: indentation; quoting marks (`> `, `| `), bullets and the marks of a diff; line numbers of `cat -n`, `nl` and
 * `grep -n`; the cells of a Markdown or drawn table; quotation marks around the whole line; tags and entities of HTML;
 * times of `ts`, syslog and chats; the host, file or speaker before a colon.
 *
 * @example peel('> tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 * @example peel('    12 tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 * @example peel('2026-11-24T10:00:00Z tcp6  0  0 :::22') // 'tcp6  0  0 :::22'
 * @example peel('| tcp6 | 0 | 0 | :::22 |') // 'tcp6 0 0 :::22'
 */
export function peel(line: string): string | null {
  if (HTML.test(line)) return withoutHtml(line);
  const text = line.trimStart();
  if (text === '') return null;
  if (CELLS.test(text)) return text.replace(/[|│┃║ ]+/g, ' ').trim();
  for (const layer of LAYERS) {
    const found = layer.exec(text);
    if (found !== null) return text.slice(found[0].length);
  }
  if (QUOTED.test(text.trimEnd())) return text.replace(/^["'`]+/, '').replace(/["'`]+[,;]?\s*$/, '');
  return text.length === line.length ? null : text;
}

/** Claims that a line only draws a table: `|---|:--:|`, `+-----+-----+`, `├───┼───┤`. */
export function isTableRule(line: string): boolean {
  return TABLE_RULE.test(line.trim());
}

/** "| tcp | 0 |" of Markdown, "│ tcp │ 0 │" of nushell: at least two cells. */
const CELLS = /^[|│┃║](?:[^|│┃║]*[|│┃║]){2,}\s*$/;

/** `…`, "…", '…', with a comma behind or not: code, or strings in a list of code. */
const QUOTED = /^(["'`]{1,3})(?=\S).*\S\1[,;]?$/;

/** In the order in which they are tried; each begins at the first character that is not blank. */
const LAYERS: readonly RegExp[] = [
  // A quoting mark, with the blank behind it.
  /^[>|│┃║] ?/,
  // "12:" and "12-" (a line of context) by grep -n, "12|" and "12." by editors, "12 " by cat -n and nl;
  // not the beginning of a date, a time, or an address.
  /^\d{1,7}[:\-|. ](?!\d{1,3}[:\-/.T]|[\da-f]{0,4}:)/,
  // 2026-11-24T10:00:00.123+01:00, 2026-11-24 10:00:00,123, in brackets or not; ts, journalctl -o short-iso, docker logs -t.
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ,]+\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?\]?:? +/,
  // "Nov 24 10:00:00" of ts and syslog.
  /^\[?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?\]? +/,
  // "24/11/2026, 10:42 - ", "[24.11.2026 10:42]", "[24/11 10:42]" of chats.
  /^\[?\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?,? +\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?\]?(?: -)? +/i,
  // "[10:42 AM]", "10:00:00".
  /^(?:\[\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?\] *|\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)? +(?:- )?)/i,
  // Seconds since 1970, as ts %.s prints them.
  /^\[?\d{10}\.\d{1,9}\]? +/,
  // "<reader> " of IRC, "[web1] " and "[web1] out: " of parallel shells, "[pod/web/nginx] " of kubectl logs --prefix.
  /^(?:<[@+\w .-]{1,40}>|\[[A-Za-z][\w./@-]{0,80}\](?: (?:out|err):)?) +/,
  // "web-1  | " of docker compose.
  /^[A-Za-z][\w.-]{0,62} {1,30}\| /,
  // "web1 netstat[812]: " of syslog behind its time.
  /^[\w.-]{1,64} [\w./-]{1,48}(?:\[\d{1,7}\])?: /,
  // "listing.txt:12:" and "listing.txt:" of grep -rn.
  /^[\w./~\\-]{1,255}\.(?:txt|log|out|md)[:-](?:\d{1,7}[:-])?/,
  // "web1: " of clush and pdsh, "reader: " of chats.
  /^\p{L}[\p{L}\p{M}\w.@' -]{0,40}: +/u,
  // Bullets, and the marks of a diff.
  /^(?:[-*+•‣–—·○▪] +|[-+](?=[A-Za-z]))/,
];

const TABLE_RULE = /^[|+├┌└╞╔╚╠┏┗┣](?=[^-─═━]{0,3}[-─═━]{2})[-─═━|+:┼┬┴┤├┐┘╪╡╦╩╬╗╝╣┳┻╋┓┛┫ ]+$/;

const HTML =
  /<\/?(?:pre|code|br|p|div|span|t[drh]|tt|samp|kbd|li|blockquote)\b[^<>]{0,200}>|&(?:gt|lt|amp|nbsp|quot|#39|#x27|#160);/i;

const ENTITIES: Record<string, string> = {
  '&gt;': '>',
  '&lt;': '<',
  '&amp;': '&',
  '&nbsp;': ' ',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&#160;': ' ',
};

/** Tags between cells part words; others, such as those of colours, stand within them. */
function withoutHtml(line: string): string {
  return line
    .replace(/<\/?(?:br|p|div|t[drh]|li|pre|blockquote)\b[^<>]{0,200}>/gi, ' ')
    .replace(/<\/?(?:code|span|tt|samp|kbd)\b[^<>]{0,200}>/gi, '')
    .replace(/&(?:gt|lt|amp|nbsp|quot|#39|#x27|#160);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
}
