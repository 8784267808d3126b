import { css } from 'lit';

/** The size of the element in the page. */
export const reportSizeStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    /* By default, an item of a flex column or a grid is at least as high as its content: here, all rows. */
    min-block-size: min(100%, 12rem);
  }

  :host([hidden]) {
    display: none;
  }

  /* Size containment gives a container no natural width. This box provides one, and shrinks in a narrower parent. */

  :host::before {
    display: grid;
    grid-area: 1 / 1;
    grid-template-columns: minmax(0, 62rem);
    content: '';
  }
`;
