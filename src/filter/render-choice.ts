import { html, type TemplateResult } from 'lit';

/** Renders a choice of one of a few values. Its texts are those of the values. */
export function renderChoice<Choice extends string>(
  name: string,
  label: string,
  choices: readonly Choice[],
  texts: Readonly<Record<Choice, string>>,
  current: Choice,
  onChange: (choice: Choice) => void,
): TemplateResult {
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="choices">
      ${choices.map(
        (choice) =>
          html`<label
            ><input
              type="radio"
              name=${name}
              value=${choice}
              .checked=${choice === current}
              @change=${() => onChange(choice)}
            />${texts[choice]}</label
          >`,
      )}
    </div>
  </fieldset>`;
}
