import { css } from 'lit';

export const tableHeaderStyles = css`
  /* Buttons look like text until hover or focus. */

  .header {
    display: flex;
    align-items: end;
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

  thead [part~='sorted'] {
    color: var(--_text);
  }

  .arrow {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: calc(100% + 2px);
    inline-size: 8px;
    block-size: 5px;
    background: currentcolor;
    clip-path: polygon(0 0, 100% 0, 50% 100%);
  }

  .arrow.ascending {
    rotate: 180deg;
  }

  .arrow.unsorted {
    visibility: hidden;
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
      background: CanvasText;
    }
  }
`;
