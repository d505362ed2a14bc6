/** The door of the registry for those who build its files; pages and components use `src/lib/index.ts`. */

export { cutShards, type PortNumbers } from './cut.ts';
export { lookupPort } from './lookup.ts';
export { canRetry, openRegistry, type Registry } from './open.ts';
