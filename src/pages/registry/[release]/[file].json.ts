/** The registry's files as the page fetches them; their path carries the data's release. */

import type { APIContext, GetStaticPaths } from 'astro';
import { REGISTRY_RELEASE, registryFiles } from '../../../registry.ts';

export const getStaticPaths = (() =>
  [...registryFiles.keys()].map((file) => ({
    params: { release: REGISTRY_RELEASE, file: file.replace(/\.json$/, '') },
  }))) satisfies GetStaticPaths;

export function GET({ params }: APIContext) {
  return Response.json(registryFiles.get(`${params.file}.json`));
}
