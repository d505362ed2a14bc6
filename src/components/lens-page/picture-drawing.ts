/** Draws a picture as SVG. Where everything stands was decided in the library; here it becomes elements. */

import type { DrawnPicture } from './engine.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What a mark or line of the picture is: for the keyboard, for the sentence below, for the table. */
export interface Shape {
  fact: string;
  among: { mark: string } | { link: number };
}

/**
 * Draws into an `svg` element. Marks are one stop of the keyboard; arrows go from one to the next.
 *
 * @param on.tell hears the sentence of the mark that the reader is on
 * @param on.choose hears which sockets the reader wants to see in the table
 */
export function drawPicture(
  svg: SVGSVGElement,
  picture: DrawnPicture,
  on: { tell(fact: string): void; choose(shape: Shape): void },
): void {
  const { width, height, headings, marks, links } = picture;
  // What is drawn can be reached: the picture is no single image any more.
  svg.setAttribute('role', 'group');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', `${width}`);
  svg.setAttribute('height', `${height}`);
  const title = svg.querySelector('title')!;
  const shapes: { element: SVGElement; shape: Shape }[] = [];
  const add = (element: SVGElement, shape: Shape) => {
    element.setAttribute('role', 'button');
    element.setAttribute('tabindex', shapes.length === 0 ? '0' : '-1');
    element.addEventListener('focus', () => on.tell(shape.fact));
    element.addEventListener('pointerenter', () => on.tell(shape.fact));
    element.addEventListener('click', () => on.choose(shape));
    shapes.push({ element, shape });
    return element;
  };
  // What is written in a mark is its name; lines have nothing written on them.
  const drawnMarks = marks.map((mark) =>
    add(described(markElement(mark), 'aria-description', mark.fact), { fact: mark.fact, among: { mark: mark.id } }),
  );
  const drawnLinks = links.map((link, index) =>
    add(described(linkElement(link), 'aria-label', link.fact), { fact: link.fact, among: { link: index } }),
  );
  for (const [index, mark] of drawnMarks.entries()) {
    const own = drawnLinks.filter((_, at) => joins(marks, index, links[at]!));
    light(svg, mark, own);
  }
  svg.replaceChildren(
    title,
    ...headings.map(({ text, x, y }) => textElement(text, x, y, 'heading')),
    ...drawnLinks,
    ...drawnMarks,
  );
  svg.onkeydown = (event) => walk(event, shapes, on.choose);
}

/** Claims that a link belongs to a mark: it ends there, or at a port of that process. */
function joins(marks: DrawnPicture['marks'], index: number, { from, to }: DrawnPicture['links'][number]): boolean {
  const ids = [marks[index]!.id];
  if (marks[index]!.kind === 'process') {
    for (const { kind, id, x } of marks.slice(index + 1)) {
      if (kind === 'process' || x === 0) break;
      ids.push(id);
    }
  }
  return ids.includes(from) || ids.includes(to);
}

/** Lets the lines of a mark stand out while the reader is on it. */
function light(svg: SVGSVGElement, mark: SVGElement, links: SVGElement[]): void {
  const set = (on: boolean) => {
    svg.classList.toggle('pointing', on && links.length > 0);
    for (const link of links) link.classList.toggle('lit', on);
  };
  for (const name of ['focus', 'pointerenter']) mark.addEventListener(name, () => set(true));
  for (const name of ['blur', 'pointerleave']) mark.addEventListener(name, () => set(false));
}

/** The picture as a file of its own, with the colours of the page as it is now. */
export function svgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', SVG);
  for (const element of copy.querySelectorAll('[tabindex]')) {
    element.removeAttribute('tabindex');
    element.removeAttribute('role');
  }
  const style = document.createElementNS(SVG, 'style');
  style.textContent = fileStyles(svg);
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', class: 'ground' }))
    ground.setAttribute(name, value);
  copy.prepend(style, ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

function markElement({ kind, side, text, note, x, y, width, height }: DrawnPicture['marks'][number]): SVGElement {
  const group = document.createElementNS(SVG, 'g');
  group.setAttribute('class', `mark ${side} ${kind}`);
  const box = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x, y: y + 2, width, height: height - 4 }))
    box.setAttribute(name, `${value}`);
  const edge = document.createElementNS(SVG, 'rect');
  const at = side === 'local' ? x + width - 4 : x;
  edge.setAttribute('class', 'edge');
  for (const [name, value] of Object.entries({ x: at, y: y + 6, width: 4, height: height - 12 }))
    edge.setAttribute(name, `${value}`);
  const texts = [textElement(text, x + 10, y + 20, 'text')];
  if (note !== '') texts.push(textElement(note, x + width - 12, y + 20, 'note'));
  group.append(box, ...(kind === 'process' ? [] : [edge]), ...texts.flatMap((element) => [element, ' ']));
  return group;
}

function described(element: SVGElement, attribute: 'aria-label' | 'aria-description', fact: string): SVGElement {
  element.setAttribute(attribute, fact);
  return element;
}

function linkElement({ path, phase, width }: DrawnPicture['links'][number]): SVGElement {
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('class', `link ${phase}`);
  line.setAttribute('d', path);
  line.setAttribute('stroke-width', `${width}`);
  return line;
}

function textElement(text: string, x: number, y: number, className: string): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  element.setAttribute('class', className);
  element.setAttribute('x', `${x}`);
  element.setAttribute('y', `${y}`);
  element.textContent = text;
  return element;
}

/** Arrow keys, Home and End go through the marks and lines; Enter and the space bar choose. */
function walk(
  event: KeyboardEvent,
  shapes: { element: SVGElement; shape: Shape }[],
  choose: (shape: Shape) => void,
): void {
  const at = shapes.findIndex(({ element }) => element === event.target);
  if (at < 0) return;
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: shapes.length - 1,
  };
  const step = steps[event.key];
  if (event.key === 'Enter' || event.key === ' ') choose(shapes[at]!.shape);
  else if (step === undefined) return;
  else {
    const next = shapes[Math.max(0, Math.min(step, shapes.length - 1))]!.element;
    for (const { element } of shapes) element.setAttribute('tabindex', element === next ? '0' : '-1');
    next.focus();
  }
  event.preventDefault();
}

/** The rules of the picture with the colours that its elements have now. */
function fileStyles(svg: SVGSVGElement): string {
  const root = getComputedStyle(document.documentElement);
  const rules = new Map<string, string>([
    ['text', `font: 15px ${root.fontFamily}; fill: ${root.color}`],
    ['.ground', `fill: ${root.backgroundColor}`],
  ]);
  for (const element of svg.querySelectorAll<SVGElement>('text, rect, path')) {
    const parent = element.parentElement?.getAttribute('class')?.split(' ') ?? [];
    const own = element.getAttribute('class')?.split(' ') ?? [];
    const selector = `${parent.map((name) => `.${name}`).join('')} ${element.localName}${own.map((name) => `.${name}`).join('')}`;
    if (rules.has(selector)) continue;
    const style = getComputedStyle(element);
    rules.set(selector, STYLES.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; '));
  }
  return Array.from(rules, ([selector, rule]) => `${selector} { ${rule} }`).join('\n');
}

const STYLES = ['fill', 'stroke', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight', 'text-anchor'];
