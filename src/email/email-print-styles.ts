import { css } from 'lit';

/**
 * Paper has the email and its head, without controls. An email in HTML fills one page: the height of a frame without an origin
 * cannot be measured, and a frame with one would weaken the preview.
 */
export const emailPrintStyles = css`
  @media print {
    dialog {
      position: absolute;
      inset: 0 auto auto 0;
      inline-size: 100%;
      block-size: auto;
      margin: 0;
      overflow: visible;
      border: 0;
      border-radius: 0;
      box-shadow: none;
      visibility: visible;
      print-color-adjust: exact;
    }

    dialog::backdrop,
    .navigation,
    .controls,
    .bar,
    aside,
    button {
      display: none;
    }

    .viewer,
    .stage,
    .main,
    .own,
    .desk {
      display: block;
      block-size: auto;
      overflow: visible;
    }

    header {
      max-block-size: none !important;
      padding-inline: 0;
      overflow: visible;
    }

    .stage .main {
      margin: 0 !important;
    }

    .own {
      padding: 16px 0;
    }

    .desk {
      background: none;
    }

    .device {
      position: relative;
      inline-size: 680px !important;
      block-size: 100vh;
      margin: 0;
      border: 0 !important;
      box-shadow: none !important;
    }

    /* Otherwise it would begin on the next page. */
    iframe {
      position: absolute;
      inset: 0;
    }

    pre {
      max-inline-size: none;
      padding-inline: 0;
      overflow: visible;
      background: none;
    }
  }
`;
