/** Which registry file answers a question: one rule for those who write the files and those who read them. */

/**
 * Where each group of files begins, and how many numbers a file of it holds. Low numbers are crowded, high ones are not;
 * so cut, a file is a few kilobytes. Dynamic numbers need no file: nothing is ever assigned there.
 */
const GROUPS: readonly (readonly [first: number, width: number])[] = [
  [0, 256],
  [1024, 256],
  [5120, 512],
  [10240, 2048],
  [20480, 4096],
  [49152, 16384],
];

/**
 * Tells which numbers share a file with this one.
 *
 * @example fileSpan(443) // { first: 256, last: 511 }
 */
export function fileSpan(port: number): { first: number; last: number } {
  const [start, width] = GROUPS.findLast(([first]) => port >= first) ?? [0, 256];
  const first = port - ((port - start) % width);
  return { first, last: first + width - 1 };
}

/** Names the file that holds a number. @example portFile(443) // 'port-256.json' */
export function portFile(port: number): string {
  return `port-${fileSpan(port).first}.json`;
}

/** Names the file that holds the services whose name begins like this one. @example nameFile('SSH') // 'name-s.json' */
export function nameFile(name: string): string {
  const first = name.charAt(0).toLowerCase();
  return `name-${/[a-z]/.test(first) ? first : '0'}.json`;
}
