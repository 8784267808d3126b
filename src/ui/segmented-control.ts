import { html, type TemplateResult } from 'lit';

/** Renders a segmented control: radio buttons that look like one control. */
export function renderSegments<Id extends string>(
  name: string,
  label: string,
  options: Readonly<Partial<Record<Id, string>>>,
  chosen: Id,
  choose: (id: Id) => void,
): TemplateResult {
  return html`<fieldset class="segments ${name}">
    <legend class="hidden">${label}</legend>
    ${(Object.entries(options) as [Id, string][]).map(
      ([id, text]) =>
        html`<label>
          <input type="radio" name=${name} value=${id} .checked=${id === chosen} @change=${() => choose(id)} />
          <span>${text}</span>
        </label>`,
    )}
  </fieldset>`;
}
