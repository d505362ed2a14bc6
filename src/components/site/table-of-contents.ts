/** Marks the section that is being read, and folds the list where it would push the text off a narrow screen. */

const WIDE = '(width >= 76rem)';

class TableOfContents extends HTMLElement {
  connectedCallback() {
    const details = this.querySelector('details')!;
    const wide = matchMedia(WIDE);
    details.open = wide.matches;
    wide.addEventListener('change', () => {
      details.open = wide.matches;
    });
    this.markOnScroll();
  }

  markOnScroll() {
    const links = new Map<Element, HTMLAnchorElement>();
    for (const link of this.querySelectorAll('a')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const mark = () => {
      let current: HTMLAnchorElement | undefined;
      for (const [heading, link] of links) {
        link.removeAttribute('aria-current');
        if (heading.getBoundingClientRect().top < window.innerHeight / 3) current = link;
      }
      current?.setAttribute('aria-current', 'true');
    };
    let waiting = false;
    document.addEventListener(
      'scroll',
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          mark();
        });
      },
      { passive: true },
    );
    mark();
  }
}

customElements.define('table-of-contents', TableOfContents);
