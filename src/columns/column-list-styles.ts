import { css } from 'lit';

export const columnListStyles = css`
  :host {
    display: flex;
    flex: 0 1 560px;
    flex-direction: column;
    inline-size: 640px;
    max-inline-size: 100%;
    min-block-size: 0;
  }

  .panes {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 1fr) 272px;
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
  }

  .choice,
  .order {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .order {
    border-inline-start: 1px solid var(--_hairline);
  }

  .find {
    display: flex;
    gap: 8px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--_hairline);
    background: var(--_surface);
  }

  [part='field'] {
    flex: 1;
    min-inline-size: 0;
    padding: 0 8px;
    text-align: start;
  }

  [part='field']::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .groups,
  cer-column-order {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .groups {
    padding: 0 16px 12px;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend,
  h3 {
    margin: 0;
    padding: 0;
    font: inherit;
    font-weight: 600;
  }

  legend {
    padding-block: 16px 4px;
  }

  .column {
    padding-block: 2px;
  }

  label {
    display: grid;
    grid-template-columns: 16px 1fr;
    gap: 8px;
    align-items: center;
    min-block-size: max(28px, calc(var(--_control-size) - 4px));
    cursor: pointer;
  }

  label:has(:disabled) {
    cursor: default;
  }

  [type='checkbox'] {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
    cursor: inherit;
  }

  p {
    margin: 0;
  }

  .definition {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .column .definition {
    margin-block-start: -2px;
    padding-inline-start: 24px;
  }

  .none:not(:empty) {
    padding-block: 24px;
    color: var(--_muted);
    text-align: center;
    overflow-wrap: anywhere;
  }

  h3 {
    padding: 12px 16px 0;
  }

  .order > .definition {
    padding: 0 16px 8px;
  }

  .in-cells {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    padding: 4px 16px;
    border-block-end: 1px solid var(--_hairline);
  }

  .in-cells legend {
    float: inline-start;
    padding: 0;
  }

  .foot {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    padding: 8px 16px;
    border-block-start: 1px solid var(--_hairline);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .turn {
    display: none;
  }

  .turn[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_selected);
    color: var(--_accent);
    font-weight: 600;
  }

  /* The order replaces the checkboxes. */
  @media (max-width: 599px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }

    .panes:not(.ordering) {
      grid-template-rows: minmax(0, 1fr);
    }

    .turn {
      display: block;
    }

    .order {
      display: none;
      border-inline-start: 0;
    }

    .ordering :is(.groups, .in-cells) {
      display: none;
    }

    .ordering .order {
      display: flex;
    }
  }

  @media (pointer: coarse) {
    /* iOS zooms in on a focused field with a smaller font. */
    [part='field'] {
      font-size: max(16px, 1em);
    }
  }
`;
