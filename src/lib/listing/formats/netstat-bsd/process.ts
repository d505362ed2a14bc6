/** The process of a socket, as `netstat -v` of macOS prints it in two ways. */

import type { Process } from '../../../socket.ts';
import { type Fields, NOBODY } from '../../format.ts';

/**
 * Reads the process from the columns of -v: "pid" and "epid" (until macOS 13) by their place, "process:pid" by its look,
 * as names may hold blanks.
 *
 * @param from the first field behind the state
 * @param columns the titles behind "(state)"; empty where the header is missing
 */
export function processesOf(fields: Fields, from: number, columns: readonly string[]): Process[] {
  const place = columns.findIndex((title) => title === 'pid' || title === 'process:pid');
  if (place >= 0) return columns[place] === 'pid' ? byNumber(fields, from + place) : byName(fields, from + place);
  if (columns.length > 0) return NOBODY;
  // Without a header: state, options and generation are hexadecimal with leading zeros, and the process stands before them.
  for (let index = from + 4; index + 2 < fields.count; index++) {
    if (!isHexadecimal(fields, index, 5) || !isHexadecimal(fields, index + 1, 8)) continue;
    if (!isHexadecimal(fields, index + 2, 16)) continue;
    if (fields.at(index - 1).includes(':')) return byName(fields, from + 4);
    return byNumber(fields, index - 2);
  }
  return NOBODY;
}

function isHexadecimal(fields: Fields, index: number, length: number): boolean {
  return fields.length(index) === length && fields.isHexadecimal(index, length);
}

/** 0 is the kernel's, or no process's. */
function byNumber(fields: Fields, index: number): Process[] {
  const pid = fields.number(index);
  return pid > 0 ? [{ pid }] : NOBODY;
}

function byName(fields: Fields, from: number): Process[] {
  for (let index = from; index < fields.count; index++) {
    const text = fields.at(index);
    const colon = text.lastIndexOf(':');
    if (colon < 0 || !/^\d+$/.test(text.slice(colon + 1))) continue;
    const pid = Number(text.slice(colon + 1));
    const name = fields.text.slice(fields.starts[from]!, fields.starts[index]! + colon);
    return pid > 0 ? [{ pid, name }] : NOBODY;
  }
  return NOBODY;
}
