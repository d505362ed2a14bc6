/** Chooses the theme and keeps the choice; FirstPaint.astro applies it on the next page before anything is painted. */

const KEY = 'fivetuple:theme';

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select')!;
    select.value = document.documentElement.dataset.theme ?? 'system';
    select.addEventListener('change', () => choose(select.value));
    // Another tab chose: follow it.
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key !== KEY) return;
      select.value = newValue ?? 'system';
      show(select.value);
    });
    this.hidden = false;
  }
}

function choose(theme: string) {
  show(theme);
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}

function show(theme: string) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

customElements.define('theme-switch', ThemeSwitch);
