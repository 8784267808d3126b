import { css } from 'lit';

/** Paper is light, and has the email and its head, without controls. `PrintController` measures the email. */
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
      color-scheme: light;
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
      block-size: calc(var(--_email-height, 100vh) * var(--_email-scale, 1));
      margin: 0;
      overflow: clip;
      border: 0 !important;
      box-shadow: none !important;
    }

    /* Otherwise it would begin on the next page. Wide emails are scaled. */
    iframe {
      position: absolute;
      inset: 0 auto auto 0;
      inline-size: var(--_email-width, 100%);
      block-size: var(--_email-height, 100vh);
      transform: scale(var(--_email-scale, 1));
      transform-origin: 0 0;
    }

    iframe.dark {
      color-scheme: light;
      background: #fff;
    }

    /* Firefox cuts positioned frames at the end of the page, and scales wide pages itself. */
    @supports (-moz-appearance: none) {
      .device {
        inline-size: auto !important;
        block-size: auto;
      }

      iframe {
        position: static;
        transform: none;
      }
    }

    pre {
      max-inline-size: none;
      padding-inline: 0;
      overflow: visible;
      background: none;
    }
  }
`;
