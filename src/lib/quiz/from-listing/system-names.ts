/** The systems' names as readers write them. */

import type { OS } from '../../socket.ts';

export const SYSTEM_NAMES: Readonly<Record<OS, string>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  solaris: 'Solaris',
  aix: 'AIX',
};
