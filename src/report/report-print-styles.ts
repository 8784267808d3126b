import { css } from 'lit';

/** Paper has the whole report without controls, even if the page limits the height of the element. */
export const reportPrintStyles = css`
  @media print {
    :host {
      flex: none !important;
      block-size: auto !important;
      max-block-size: none !important;
      overflow: visible !important;
      contain: none !important;
    }

    :host,
    section {
      display: block;
      block-size: auto;
      min-block-size: 0;
      max-block-size: none;
      overflow: visible;
      container-type: normal;
    }

    .controls,
    .progress,
    .pause,
    button {
      display: none;
    }
  }
`;
