import { css } from 'lit';

export const chartStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  figure,
  p {
    margin: 0;
  }

  figcaption {
    font-weight: 600;
  }

  #summary {
    margin-block: 4px 12px;
    color: var(--_muted);
  }

  /* Time and the lengths of bars run from left to right in every language. */
  .plot {
    direction: ltr;
    min-block-size: 1px;
    touch-action: pan-y;
  }

  .plot svg {
    display: block;
    inline-size: 100%;
    block-size: auto;
    overflow: visible;
    stroke: none;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .text {
    fill: var(--_text);
  }

  .muted {
    fill: var(--_muted);
  }

  .accent {
    fill: var(--_accent);
  }

  .hairline {
    fill: var(--_hairline);
  }

  .line {
    fill: none;
    stroke-linejoin: round;
  }

  .line.text {
    stroke: var(--_text);
  }

  .line.muted {
    stroke: var(--_muted);
  }

  .line.accent {
    stroke: var(--_accent);
  }

  .line.hairline {
    stroke: var(--_hairline);
  }

  .value {
    min-block-size: 1.5em;
    margin-block-start: 4px;
    font-variant-numeric: tabular-nums;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: start;
  }

  details {
    flex: 1 1 12em;
    min-inline-size: 0;
  }

  details[open] {
    flex-basis: 100%;
  }

  summary {
    inline-size: fit-content;
    min-block-size: var(--_control-size);
    line-height: var(--_control-size);
    cursor: pointer;
  }

  .data {
    max-block-size: 20em;
    overflow: auto;
  }

  table {
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 4px 12px 4px 0;
    border-block-end: 1px solid var(--_hairline);
    font-weight: 400;
    text-align: start;
  }

  td {
    text-align: right;
  }

  @media (forced-colors: active) {
    .plot svg {
      forced-color-adjust: none;
    }

    .hairline:not(.line) {
      fill: none;
      stroke: var(--_hairline);
    }
  }

  @media print {
    .actions,
    .value {
      display: none;
    }
  }
`;
