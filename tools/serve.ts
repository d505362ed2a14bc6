/** Serves a built site as a static host would: files, hashed ones cached for good, and the site's own 404 page. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';

export interface Server {
  /** such as `http://127.0.0.1:4321/` */
  address: string;
  close(): Promise<void>;
}

/**
 * Starts to listen, and resolves once the socket is bound.
 *
 * @param directory the built site
 * @param at.port 0 for any free port
 * @throws the system's error (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `ENOTFOUND`) where bind() fails
 */
export function serve(directory: string, at: { host: string; port: number }): Promise<Server> {
  const notFound = readFileSync(join(directory, '404.html'));
  const files = sirv(directory, {
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader(
        'Cache-Control',
        path.includes('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
    onNoMatch: (_request, response) => {
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(notFound);
    },
  });
  const server = createServer(files);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        address: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
