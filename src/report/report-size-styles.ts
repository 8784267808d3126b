import { css } from 'lit';

/** The size of the element in the page. */
export const reportSizeStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }

  :host([hidden]) {
    display: none;
  }

  /* A container has no width of its own. This box has the natural width, and yields to any narrower parent. */

  :host::before {
    display: grid;
    grid-area: 1 / 1;
    grid-template-columns: minmax(0, 62rem);
    content: '';
  }
`;
