/** The titles of BSD's netstat: the line above each section, and the line that names the columns. */

import type { OS } from '../../../socket.ts';

export type Section = 'internet' | 'queues' | 'unix' | 'kernel' | 'sctp' | 'other';

/** What a title tells: the section that it opens, and the system where it alone prints that. */
export type Title = readonly [title: string, section: Section, os: OS | null];

/** The later ones have rows without addresses and ports (Apple's netstat: systm.c, mptcp.c, vsock.c). */
const SECTIONS: readonly Title[] = [
  ['Active Internet connections (including servers)', 'internet', null],
  ['Active Internet connections', 'internet', null],
  ['Active Internet6 connections (including servers)', 'internet', null], // NetBSD
  ['Active Internet6 connections', 'internet', null],
  ['Current listen queue sizes (qlen/incqlen/maxqlen)', 'queues', null],
  ['Active LOCAL (UNIX) domain sockets', 'unix', 'macos'],
  ['Active UNIX domain sockets', 'unix', null],
  ['Registered kernel control modules', 'kernel', 'macos'],
  ['Active kernel event sockets', 'kernel', 'macos'],
  ['Active kernel control sockets', 'kernel', 'macos'],
  ['Active Multipath Internet connections', 'other', 'macos'],
  ['Active VSock sockets', 'other', 'macos'],
  ['Active VSock sockets (including servers)', 'other', 'macos'],
  ['Active SCTP associations', 'sctp', 'freebsd'],
  ['Active SCTP associations (including servers)', 'sctp', 'freebsd'],
  ['Current listen queue sizes (qlen/maxqlen)', 'sctp', 'freebsd'],
  ['Netgraph sockets', 'other', 'freebsd'],
];

/** Finds the section that a line opens. */
export function sectionOf(text: string): Title | undefined {
  const first = text.charCodeAt(0);
  // A, C, R, N
  if (first !== 65 && first !== 67 && first !== 82 && first !== 78) return undefined;
  const title = text.trimEnd();
  return SECTIONS.find(([start]) => start === title);
}

/** Claims that the line holds the titles of the columns. */
export function isColumns(text: string): boolean {
  const first = text.charCodeAt(0);
  // P, S, T, L, A, k, blank
  if (first !== 80 && first !== 83 && first !== 84 && first !== 76 && first !== 65 && first !== 107 && first !== 32) {
    return false;
  }
  if (STARTS.test(text)) {
    if (!text.includes('Local Address')) return KERNEL_TITLES.test(text);
    return !text.includes('Recv-Q') || text.includes('(state)') || OTHER_TITLES.test(text);
  }
  if (UNIX_STARTS.test(text)) return text.includes(' Refs ') && text.includes('Addr');
  return KERNEL_TITLES.test(text);
}

const STARTS = /^(?:Proto|Socket|Tcpcb|PCB|PCB\/ADDR|Listen) +/;
const UNIX_STARTS = /^(?:Address|SADR\/PCB) +/;
const KERNEL_TITLES = /^(?:kctlref +id +unit| *(?:pcb +)?Proto +Recv-Q +Send-Q +(?:vendor|unit))/;

/** FreeBSD with -x or -R has no "(state)"; NetBSD and OpenBSD call it otherwise. Nine blanks and "State" are Linux's. */
const OTHER_TITLES = /Foreign Address +(?:R-MBUF|flowid|TCP-State|$)|Foreign Address {2,8}State/;
