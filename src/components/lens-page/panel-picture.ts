/** The picture of the listing, its text equivalent, and its file. */

import type { Among, DrawnPicture } from './engine.ts';
import { make, part } from './make.ts';
import { drawPicture, svgFile } from './picture-drawing.ts';
import type { Reader } from './reader.ts';
import { saveFile } from './save-file.ts';

/** Narrower pictures would not be readable: they scroll. */
const NARROWEST = 560;

export class PictureFigure {
  readonly #root: HTMLElement;
  readonly #reader: Reader;
  readonly #svg: SVGSVGElement;
  readonly #choose: (among: Among, words: string) => void;

  constructor(root: HTMLElement, reader: Reader, choose: (among: Among, words: string) => void) {
    this.#root = root;
    this.#reader = reader;
    this.#choose = choose;
    this.#svg = part(root, 'svg.drawing');
    part(root, '.save').addEventListener('click', () => saveFile('listing.svg', 'image/svg+xml', svgFile(this.#svg)));
  }

  async show(): Promise<void> {
    const width = Math.max(NARROWEST, Math.floor(part(this.#root, '.scrolls').clientWidth));
    const picture = await this.#reader.ask('picture', width);
    this.#root.hidden = picture.marks.length === 0 && picture.left.length === 0;
    part<HTMLElement>(this.#root, '.scrolls').hidden = picture.marks.length === 0;
    const pointed = part(this.#root, '.pointed');
    pointed.textContent = POINT;
    drawPicture(this.#svg, picture, {
      tell: (fact) => {
        pointed.textContent = fact;
      },
      choose: ({ among, fact }) => this.#choose(among, fact),
    });
    this.#describe(picture);
  }

  #describe({ marks, links, left }: DrawnPicture): void {
    const items = (facts: string[]) => facts.map((fact) => make('li', {}, fact));
    const own = marks.filter(({ side, kind }) => side === 'local' && kind !== 'outgoing').map(({ fact }) => fact);
    part(this.#root, '.in-words').replaceChildren(
      make('p', {}, 'This machine:'),
      make('ul', {}, ...items(own)),
      ...(links.length === 0
        ? [make('p', {}, 'No connections.')]
        : [make('p', {}, 'Connections:'), make('ul', {}, ...items(links.map(({ fact }) => fact)))]),
    );
    part(this.#root, '.left-out').textContent = left.length === 0 ? '' : `Not drawn: ${left.join(' ')}`;
  }
}

export const POINT =
  'Point at a mark or a line, or go through them with the arrow keys; Enter shows its sockets in the table.';
