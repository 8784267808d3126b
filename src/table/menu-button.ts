import { css, html, type TemplateResult } from 'lit';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

/**
 * The button that opens the menu of a column. It is in the header with the pointer or the focus, on touch screens in that of the
 * sorted column, and only for the pointer:
 * Shift + F10 opens the menu by keyboard, and the name of a header is only its label.
 */
export class MenuButton extends ShadowElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-end: 0;
        z-index: 2;
      }

      /* Beside figures, which align to the right in every direction of text. */

      :host(.start) {
        right: auto;
        left: 0;
      }

      /* Its arrow is in the padding of the header: it covers no letter of the label. */

      button {
        display: grid;
        place-items: center end;
        inline-size: 24px;
        block-size: 24px;
        color: var(--_muted);
      }

      :host(.start) button {
        justify-items: left;
      }

      button:hover {
        color: var(--_text);
      }

      svg {
        inline-size: calc(var(--_padding) - 2px);
        margin-inline: 2px;
        block-size: 12px;
      }

      /* The padding is too narrow for the arrow. There is space above two lines of a label. */

      @container (inline-size < 560px) {
        button {
          align-items: start;
        }

        svg {
          inline-size: 11px;
          block-size: 11px;
        }
      }

      @media (pointer: coarse) {
        button {
          inline-size: 32px;
          block-size: 32px;
        }
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<button
      type="button"
      tabindex="-1"
      aria-hidden="true"
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      <svg viewBox="3.5 4 9 9"><path d="m4.5 6.5 3.5 3.5 3.5-3.5" /></svg>
    </button>`;
  }
}

defineElement('cer-menu-button', MenuButton);

declare global {
  interface HTMLElementTagNameMap {
    'cer-menu-button': MenuButton;
  }
}
