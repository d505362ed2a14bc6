/** What makes questions; it comes with the first listing that is asked about in the page itself. */

export { questionsFrom } from '../../lib/index.ts';
