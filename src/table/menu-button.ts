import { css, html, type TemplateResult } from 'lit';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

/**
 * The button that opens the menu of a column. It is in the headers with the pointer and the focus, on touch screens in all of them,
 * and only for the pointer: Shift + F10 opens the menu by keyboard, and the name of a header is only its label.
 */
export class MenuButton extends ShadowElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 0;
        z-index: 2;
        display: grid;
      }

      /* Beside figures, which align to the right in every direction of text. */

      :host(.start) {
        right: auto;
        left: 0;
      }

      button {
        display: grid;
        place-items: center end;
        inline-size: 16px;
        color: var(--_muted);
      }

      :host(.start) button {
        justify-items: left;
      }

      button:hover {
        background: color-mix(in srgb, var(--_text) 8%, transparent);
        color: var(--_text);
      }

      /* Its dots are in the padding of the header: they cover no letter of its label, and not the arrow of the column before. */

      svg {
        inline-size: 4px;
        block-size: 16px;
        margin-inline: max(0px, (var(--_padding) - 4px) / 2);
        fill: currentcolor;
        stroke: none;
      }

      @container (inline-size < 560px) {
        :host(:not(.start)) svg {
          margin: 0;
        }

        /* Apart from the dots of the next column, which are on its left. */
        :host(.first:dir(ltr)) svg {
          margin-inline: 8px;
        }
      }

      @media (pointer: coarse) {
        button {
          inline-size: 24px;
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
      <svg viewBox="0 0 4 16">
        <circle cx="2" cy="3" r="1.6" />
        <circle cx="2" cy="8" r="1.6" />
        <circle cx="2" cy="13" r="1.6" />
      </svg>
    </button>`;
  }
}

defineElement('cer-menu-button', MenuButton);

declare global {
  interface HTMLElementTagNameMap {
    'cer-menu-button': MenuButton;
  }
}
