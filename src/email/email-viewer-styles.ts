import { css } from 'lit';

export const emailViewerStyles = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(1280px, 100% - 48px);
    max-inline-size: none;
    block-size: calc(100% - 48px);
    max-block-size: none;
    margin: auto;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_hairline);
    border-radius: calc(2 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    line-height: 1.4;
    text-align: start;
    white-space: normal;
    container: email-viewer / inline-size;
  }

  dialog:focus {
    outline: none;
  }

  dialog::backdrop {
    background: #0b0d1266;
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

  /* Head: title, sender, figures */

  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding: 8px 16px 12px;
    border-block-end: 1px solid var(--_hairline);
  }

  .top {
    display: flex;
    gap: 4px;
    align-items: center;
    min-inline-size: 0;
  }

  .place {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-size: 0.875em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .close {
    margin-inline-start: 4px;
    padding-inline: 8px 12px;
  }

  h2 {
    display: -webkit-box;
    overflow: hidden;
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .sender {
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
    overflow-wrap: anywhere;
  }

  .from {
    font-weight: 600;
  }

  .preheader {
    flex: 1 1 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    padding-block-start: 8px;
  }

  dt {
    color: var(--_muted);
    font-size: 0.8125em;
    white-space: nowrap;
  }

  dd {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    white-space: nowrap;
  }

  .controls {
    display: flex;
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
    aside {
      position: absolute;
      inset: 0;
      z-index: 1;
      inline-size: auto;
      border: 0;
    }

    /* Hide widths that do not fit. */
    .segments.width {
      display: none;
    }
  }

  @container email-viewer (inline-size < 560px) {
    header {
      padding: 4px 12px 8px;
    }

    h2 {
      font-size: 1.125em;
    }

    dl {
      flex-wrap: nowrap;
      gap: 16px;
      margin-inline: -12px;
      padding-inline: 12px;
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
