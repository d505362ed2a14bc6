/** Answers as the reader types. The parser itself is fetched when the field or a button is first reached: who only reads goes without. */

export class TupleParser extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector('textarea')!;
    const buttons = [...this.querySelectorAll('button')];
    const back = buttons.pop()!;
    let own = '';
    const answer = async () => {
      const { show } = await import('./answer.ts');
      show(this, field.value);
    };
    const fill = (text: string) => {
      // An example takes the place of what the reader typed; the last button brings that back.
      if (field.value.trim() && !buttons.some(({ value }) => value === field.value)) own = field.value;
      field.value = text;
      back.hidden = own === '' || text === own;
      void answer();
    };
    for (const button of buttons) button.addEventListener('click', () => fill(button.value));
    back.addEventListener('click', () => {
      field.focus();
      fill(own);
    });
    field.addEventListener('input', answer);
    this.addEventListener('focusin', () => void import('./answer.ts'), { once: true });
    if (field.value !== field.defaultValue) void answer();
  }
}

customElements.define('tuple-parser', TupleParser);
