import { css } from 'lit';

export const emailViewerStyles = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(1280px, 100% - 48px);
    block-size: calc(100% - 48px);
    max-block-size: none;
    container: email-viewer / inline-size;
  }

  .viewer {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }

  p,
  h2,
  h3,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }

  .note {
    color: var(--_muted);
  }

  /* Head: title, sender, figures. Its content flows around the buttons, each part whole if it fits into a line. */

  header {
    display: flow-root;
    flex: none;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_hairline);
    line-height: 1.6;
    overflow-wrap: anywhere;
  }

  header:focus-visible {
    outline-offset: -2px;
  }

  .navigation {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    float: inline-end;
    gap: 4px;
    align-items: center;
    margin-inline-start: 16px;
    background: var(--_surface);
  }

  .position {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .close {
    margin-inline-start: 4px;
    padding-inline: 8px 12px;
  }

  header :is(p, dl) {
    display: inline-block;
  }

  h2 {
    display: inline;
  }

  header :is(h2, p, dl > div) {
    margin-inline-end: 16px;
  }

  h2 {
    font-size: 1.25em;
    font-weight: 600;
    line-height: var(--_control-size);
  }

  .from {
    font-weight: 600;
  }

  dl > div {
    display: inline-flex;
    gap: 4px;
    align-items: baseline;
    font-size: 0.9375em;
    white-space: nowrap;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }

  .controls {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_hairline);
  }

  .links-button {
    margin-inline-start: auto;
  }

  .links-button[aria-expanded='true'] {
    border-color: var(--_accent);
    background: var(--_selected);
  }

  /* Narrow screens: the dialog fills the screen, and the links cover the email. */

  @container email-viewer (inline-size < 800px) {
    .stage:has(aside) .main {
      margin-inline-end: 0;
    }

    aside {
      inline-size: auto;
      inset-inline-start: 0;
      border: 0;
    }
  }

  /* On a desktop, the head takes at most a fifth of the dialog, and scrolls if it needs more. */
  @media (min-height: 480px) {
    @container email-viewer (inline-size >= 800px) {
      header {
        max-block-size: 20%;
        overflow-y: auto;
      }
    }
  }

  @container email-viewer (inline-size < 560px) {
    header {
      padding: 4px 12px 8px;
      line-height: 1.4;
    }

    .navigation {
      position: static;
      float: none;
      margin: 0;
    }

    .close {
      margin-inline-start: auto;
    }

    h2 {
      font-size: 1.125em;
      line-height: 1.4;
    }

    header dl {
      display: flex;
      margin-inline: -12px;
      padding: 4px 12px 0;
      overflow-x: auto;
      scrollbar-width: none;
    }

    .controls,
    .bar {
      padding-inline: 12px;
    }

    .segments.view {
      flex: 1 0 100%;
    }

    .segments.view label {
      flex: 1;
    }

    .segments label {
      padding-inline: 8px;
    }
  }

  @media (max-width: 640px) {
    dialog {
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
  }

  @media (forced-colors: active) {
    .links-button[aria-expanded='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
