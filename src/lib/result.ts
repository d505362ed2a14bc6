/** How the library answers: a value, or a problem that says where, what and how to go on. Nothing here throws on input. */

/** What was wrong with an input. Positions are 1-based; columns count UTF-16 code units, as editors do. */
export interface Problem {
  line: number;
  column: number;
  /** what stands at that place, shortened where it is long */
  found: string;
  /** what would have fitted */
  expected: string;
  /** what the reader can do next */
  hint: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Wraps a value. @example success(80) // { ok: true, value: 80 } */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a problem; `line` and `column` are 1 where the caller has no better place. */
export function failure(problem: Partial<Problem> & Pick<Problem, 'found' | 'expected'>): {
  ok: false;
  problem: Problem;
} {
  return {
    ok: false,
    problem: {
      line: problem.line ?? 1,
      column: problem.column ?? 1,
      found: shorten(problem.found),
      expected: problem.expected,
      hint: problem.hint ?? '',
    },
  };
}

/**
 * Says a problem as one sentence for people.
 *
 * @example describeProblem({ line: 1, column: 20, found: 'port 70000', expected: 'a port from 0 to 65535', hint: 'Did you mean 7000?' })
 * // 'Line 1, column 20: found port 70000, expected a port from 0 to 65535. Did you mean 7000?'
 */
export function describeProblem({ line, column, found, expected, hint }: Problem): string {
  return `Line ${line}, column ${column}: found ${found}, expected ${expected}.${hint ? ` ${hint}` : ''}`;
}

const LONGEST_QUOTE = 60;

/** Shortens quoted input so that a pasted megabyte does not become an error message of a megabyte. */
function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}
