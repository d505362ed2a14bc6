/** What the lens needs once there is something to read. It comes with the first keystroke, not with the page. */

export { parseListing } from '../../lib/index.ts';
export { EXAMPLES } from './examples.ts';
export * from './rows.ts';
