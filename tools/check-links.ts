/** Follows every link of the built site, fragments too. Links to other sites are listed, never fetched. */

import { fileURLToPath } from 'node:url';
import { LinkChecker, LinkState } from 'linkinator';
import { serve } from './serve.ts';

const server = await serve(fileURLToPath(new URL('../dist', import.meta.url)), { host: '127.0.0.1', port: 0 });
const { links } = await new LinkChecker().check({
  path: server.address,
  recurse: true,
  checkFragments: true,
  linksToSkip: async (link) => !link.startsWith(server.address),
});
await server.close();

const broken = links.filter(({ state }) => state === LinkState.BROKEN);
for (const { url, parent, status } of broken) console.error(`${parent}: ${url} answers ${status ?? 'nothing'}`);
console.log(`${links.filter(({ state }) => state === LinkState.OK).length} links followed, ${broken.length} broken`);
process.exitCode = broken.length > 0 ? 1 : 0;
