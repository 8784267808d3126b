import { css } from 'lit';

export const tableHeaderStyles = css`
  /* Buttons look like text until hover or focus. */

  .header {
    display: flex;
    align-items: end;
  }

  /* The arrow of a narrow column is beside it. */

  thead th {
    overflow: visible;
  }

  .header button {
    display: flex;
    align-items: end;
    justify-content: inherit;
    min-inline-size: 0;
    min-block-size: 24px;
    padding-block: 2px;
    overflow-wrap: anywhere;
  }

  .count .header,
  .rate .header,
  .number .header {
    justify-content: right;
  }

  .header button:not(.toggle) {
    position: relative;
  }

  .header button:hover > span:first-child {
    color: var(--_text);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  thead [part~='sorted'] {
    color: var(--_text);
  }

  .arrow {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: calc(100% + 2px);
    border: 4px solid transparent;
    border-block-width: 0 5px;
    border-block-end-color: currentcolor;
  }

  .arrow.descending,
  .arrow.unsorted {
    border-block-width: 5px 0;
    border-block-start-color: currentcolor;
  }

  .arrow.unsorted {
    visibility: hidden;
    opacity: 0.5;
  }

  button:hover > .arrow.unsorted,
  button:focus-visible > .arrow.unsorted {
    visibility: visible;
  }

  sup {
    position: absolute;
    inset-block-start: -2px;
    inset-inline-start: calc(100% + 3px);
    font-size: 0.75em;
    line-height: 1;
  }

  @media (forced-colors: active) {
    .arrow {
      forced-color-adjust: none;
      border-color: transparent;
      border-block-end-color: CanvasText;
    }

    .arrow.descending,
    .arrow.unsorted {
      border-block-start-color: CanvasText;
    }
  }
`;
