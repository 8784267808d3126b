import { html, type TemplateResult } from 'lit';

/**
 * Renders a field that searches a list in a popover. The first Escape clears it, the second closes the popover.
 * @param onText called with the new text
 */
export function renderFindField(label: string, text: string, onText: (text: string) => void): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || text === '') return;
    event.preventDefault();
    onText('');
  };
  return html`<input
    type="search"
    class="control"
    part="field"
    placeholder=${label}
    aria-label=${label}
    autocomplete="off"
    spellcheck="false"
    .value=${text}
    @input=${({ target }: Event) => onText((target as HTMLInputElement).value)}
    @keydown=${onKey}
  />`;
}

/** Focuses a field, except on touch screens, where the on-screen keyboard would cover the list. */
export function focusFindField(field: HTMLInputElement | null, options?: FocusOptions): void {
  if (!(typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches)) field?.focus(options);
}
