/** From which system a listing comes: each netstat of the family has its own blanks, titles and words. */

import type { OS } from '../../../socket.ts';
import type { Fields } from '../../format.ts';
import type { Title } from './headers.ts';
import type { Row } from './row.ts';

/** Collects what the lines of one listing tell. */
export class Clues {
  /** a title that one system alone prints; 'netbsd' is none of the systems that we name */
  #certain: OS | 'netbsd' | null = null;
  #hasUnixTitle = false;
  /** blanks before the local address; 0: not seen */
  #blanks = 0;
  /** "tcp", and "tcp4" */
  #plain = false;
  #numbered = false;
  /** the protocol's column has seven characters, on OpenBSD alone */
  #wideProtocol = false;
  /** "(state)" */
  #oldState = false;

  section([title, , os]: Title): void {
    if (os !== null) this.#certain ??= os;
    if (title === 'Active UNIX domain sockets') this.#hasUnixTitle = true;
    if (title.startsWith('Active Internet6')) this.#certain ??= 'netbsd';
  }

  columns(text: string): void {
    if (text.includes('TCP-State') || text.startsWith('Proto   Recv-Q')) this.#certain ??= 'openbsd';
    else if (/^(?:PCB\/ADDR|SADR\/PCB) /.test(text)) this.#certain ??= 'aix';
    else if (/Foreign Address {2,8}State/.test(text)) this.#certain ??= 'netbsd';
    else if (text.includes('Flowhash') || text.startsWith('Listen ')) this.#certain ??= 'macos';
    else if (text.startsWith('Tcpcb') || text.startsWith('Proto Listen ') || text.includes(' Rexmit '))
      this.#certain ??= 'freebsd';
    else if (text.includes('Send-Q Local Address')) this.#certain ??= 'freebsd';
    if (text.includes('Send-Q  Local Address')) this.#blanks = 2;
    if (text.includes('(state)')) this.#oldState = true;
  }

  /** A line of options under a socket, or of its second address. */
  aixLine(): void {
    this.#certain ??= 'aix';
  }

  row(fields: Fields, row: Row): void {
    const { first, local, queue } = row;
    if (row.family === undefined) this.#plain = true;
    else this.#numbered = true;
    if (queue !== null || row.receiveQueue === undefined) return;
    // Squeezed blanks tell nothing.
    if (fields.starts[first + 1]! - fields.ends[first]! < 2) return;
    if (this.#blanks === 0) this.#blanks = fields.starts[local]! - fields.ends[local - 1]!;
    const width = fields.ends[local - 2]! - fields.starts[first]!;
    if (width === WIDE_PROTOCOL && fields.length(local - 2) < 6) this.#wideProtocol = true;
  }

  /** Claims that "tcp" stands for IPv4 here, and not for both families. */
  get plainIsFour(): boolean {
    const os = this.os;
    return os === 'openbsd' || this.#certain === 'netbsd';
  }

  get os(): OS | null {
    if (this.#certain !== null) return this.#certain === 'netbsd' ? null : this.#certain;
    if (this.#wideProtocol) return 'openbsd';
    // AIX prints "tcp" for a socket of both families beside "tcp4", below macOS's titles.
    if (this.#plain) return this.#numbered || this.#oldState ? 'aix' : null;
    if (this.#blanks === 2 && this.#numbered) return this.#hasUnixTitle ? 'aix' : 'macos';
    return this.#blanks === 1 || this.#hasUnixTitle ? 'freebsd' : null;
  }
}

/** Seven characters of the protocol, a blank, six of the queue (OpenBSD inet.c); the others have five and no seven. */
const WIDE_PROTOCOL = 14;
