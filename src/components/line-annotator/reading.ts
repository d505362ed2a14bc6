/** What takes a listing apart in the page itself; it comes with the first listing to show, or the first touch of an example. */

export { annotate, parseListing } from '../../lib/index.ts';
export { MOST_LINES, rest, rows } from './rows.ts';
