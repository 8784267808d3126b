import { css } from 'lit';

/** Styles of the handles that resize columns, and of headers that are dragged. */
export const columnResizeReorderStyles = css`
  /* A handle covers half of the padding of its column and half of that of the next one. */

  .handle {
    position: absolute;
    inset-block: 0;
    inset-inline-end: -12px;
    z-index: 1;
    inline-size: 24px;
    cursor: col-resize;
    touch-action: none;
  }

  thead th:last-child .handle {
    inset-inline-end: 0;
  }

  /* The menu button of the next column is at its start. */

  th:has(+ th > cer-menu-button.start) .handle {
    inset-inline-end: 0;
    inline-size: 12px;
  }

  .handle::after {
    position: absolute;
    inset-block: 8px;
    inset-inline-start: 11px;
    inline-size: 2px;
    background: var(--_hairline);
    content: '';
    opacity: 0;
  }

  thead th:last-child .handle::after {
    inset-inline-start: auto;
    inset-inline-end: 0;
  }

  thead tr:hover .handle::after,
  .handle:focus-visible::after {
    opacity: 1;
  }

  .handle:hover::after,
  .handle:focus-visible::after {
    background: var(--_accent);
  }

  .handle:focus-visible {
    border-radius: var(--_radius);
    outline-offset: -4px;
  }

  thead .dragged > .header {
    opacity: 0.5;
  }

  .drop-before::before,
  .drop-after::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
    content: '';
  }

  .drop-after::before {
    inset-inline: auto 0;
  }

  @media print {
    .handle {
      display: none;
    }
  }
`;
