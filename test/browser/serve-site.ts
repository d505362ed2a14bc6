/** Serves the built site for the browser tests on a free port; workers find it in `SITE_ADDRESS`. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.ts';

export default async function serveSite() {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  if (!existsSync(`${dist}/index.html`)) throw new Error('The site is not built: run `npm run build` first.');
  const server = await serve(dist, { host: '127.0.0.1', port: 0 });
  process.env.SITE_ADDRESS = server.address;
  return () => server.close();
}
