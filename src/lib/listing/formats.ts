/** The formats that the parser knows, in the order in which they are asked. To add one, add a line. */

import type { Format } from './format.ts';
import { netstatBsd } from './formats/netstat-bsd.ts';
import { netstatLinux } from './formats/netstat-linux.ts';
import { netstatTables } from './formats/netstat-tables.ts';
import { netstatWindows } from './formats/netstat-windows.ts';
import { powershell } from './formats/powershell.ts';

export const FORMATS: readonly Format[] = [netstatLinux, netstatWindows, netstatBsd, powershell, netstatTables];

/**
 * Names a format for the reader.
 *
 * @example formatName('netstat-linux') // 'netstat (Linux net-tools)'
 */
export function formatName(id: string): string {
  return FORMATS.find((format) => format.id === id)?.name ?? id;
}
