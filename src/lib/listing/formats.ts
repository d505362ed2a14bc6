/** The formats that the parser knows, in the order in which they are asked. To add one, add a line. */

import type { Format } from './format.ts';
import { conntrack } from './formats/conntrack.ts';
import { docker } from './formats/docker.ts';
import { fstat } from './formats/fstat.ts';
import { lsof } from './formats/lsof/lsof.ts';
import { netstatBsd } from './formats/netstat-bsd/netstat-bsd.ts';
import { netstatLinux } from './formats/netstat-linux.ts';
import { netstatSolaris } from './formats/netstat-solaris/netstat-solaris.ts';
import { netstatTables } from './formats/netstat-tables.ts';
import { netstatWindows } from './formats/netstat-windows.ts';
import { nmap } from './formats/nmap.ts';
import { powershell } from './formats/powershell.ts';
import { procNet } from './formats/proc-net.ts';
import { sockstat } from './formats/sockstat.ts';
import { ss } from './formats/ss/ss.ts';

export const FORMATS: readonly Format[] = [
  netstatBsd, // before Linux, whose titles begin like its own
  netstatLinux,
  netstatWindows,
  powershell,
  netstatTables,
  netstatSolaris,
  ss,
  lsof,
  procNet,
  sockstat,
  fstat,
  docker,
  conntrack,
  nmap,
];

/**
 * Names a format for the reader.
 *
 * @example formatName('netstat-linux') // 'netstat (Linux net-tools)'
 */
export function formatName(id: string): string {
  return FORMATS.find((format) => format.id === id)?.name ?? id;
}

/** The formats whose lines may begin as this one does, in the order of `FORMATS`. */
export function formatsThatBegin(line: string): readonly Format[] {
  let at = 0;
  while (line.charCodeAt(at) === BLANK) at++;
  table ??= new Beginnings();
  return table.of(line.charCodeAt(at));
}

/** Which formats know lines with a given first character. */
class Beginnings {
  readonly #byCode = new Map<number, readonly Format[]>();
  readonly #others = FORMATS.filter(({ begins }) => begins === undefined);

  constructor() {
    for (const code of new Set(FORMATS.flatMap(({ begins = '' }) => codesOf(begins)))) {
      this.#byCode.set(
        code,
        FORMATS.filter(({ begins }) => begins === undefined || codesOf(begins).includes(code)),
      );
    }
  }

  of(code: number): readonly Format[] {
    return code > LAST_ASCII ? FORMATS : (this.#byCode.get(code) ?? this.#others);
  }
}

/** Made at the first use, so that importing this file does nothing. */
let table: Beginnings | undefined;

function codesOf(characters: string): number[] {
  return Array.from({ length: characters.length }, (_, at) => characters.charCodeAt(at));
}

const BLANK = 32;
const LAST_ASCII = 127;
