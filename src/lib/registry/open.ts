/** The registry as a reader of files: whatever can read one (fetch in a page, memory or a disk elsewhere) opens it. */

import { failure, type Problem, type Result, success } from '../result.ts';
import type { Row, Shard } from './entry.ts';

/** The IANA registry, a file at a time. */
export interface Registry {
  /** Reads one file, each once while it is wanted; a file that could not be read is asked for anew next time. */
  shard(file: string): Promise<Result<Shard>>;
}

/** The registry did not answer: the question was a good one, and may be asked again. */
export interface ReadProblem extends Problem {
  retry: true;
}

/**
 * Opens the registry.
 *
 * @param read returns the content of a file such as `port-256.json`, parsed; it may fail, throw or return anything
 */
export function openRegistry(read: (file: string) => Promise<unknown>): Registry {
  const files = new Map<string, Promise<Result<Shard>>>();
  return {
    async shard(file) {
      const reading = files.get(file) ?? readShard(read, file);
      files.set(file, reading);
      const result = await reading;
      if (!result.ok && files.get(file) === reading) files.delete(file);
      return result;
    },
  };
}

/** Claims that the problem lies with the registry, so that asking again may help. */
export function canRetry(problem: Problem): problem is ReadProblem {
  return 'retry' in problem;
}

async function readShard(read: (file: string) => Promise<unknown>, file: string): Promise<Result<Shard>> {
  try {
    const content = await read(file);
    if (isShard(content)) return success(content);
    return unreadable(file, 'something else');
  } catch {
    return unreadable(file, 'no answer');
  }
}

function unreadable(file: string, found: string): { ok: false; problem: ReadProblem } {
  const { problem } = failure({ found, expected: `the registry file ${file}`, hint: 'Try again in a moment.' });
  return { ok: false, problem: { ...problem, retry: true } };
}

/** A proxy or a captive portal may answer with anything. */
function isShard(content: unknown): content is Shard {
  return (
    typeof content === 'object' &&
    content !== null &&
    !Array.isArray(content) &&
    Object.values(content).every((rows: unknown) => Array.isArray(rows) && rows.every(isRow))
  );
}

function isRow(row: unknown): row is Row {
  return Array.isArray(row) && row.length >= 3 && row.every((field) => typeof field === 'string');
}
