import { css } from 'lit';

export const timeFrameFormStyles = css`
  :host {
    display: block;
    padding: 16px 16px 0;
  }

  .panes {
    display: grid;
    grid-template-columns: minmax(0, auto);
    gap: 16px;
  }

  /* Above the named time frames, the comparison is in view on phones, too. */
  .comparison {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }

  .options {
    display: grid;
    grid-template-columns: 1fr 1fr;
    grid-template-rows: auto 1fr;
    column-gap: 8px;
    align-content: start;
    margin-inline: -8px;
  }

  .options > .periods {
    grid-row: 1 / span 2;
    grid-column: 2;
  }

  .options > [role='option'] {
    align-self: start;
  }

  /* Separates days, weeks, months, quarters, years and all time. */
  .days > :nth-child(3),
  .periods > :nth-child(odd):not(:first-child),
  .options > [role='option'] {
    margin-block-start: 12px;
  }

  [part~='option'] {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_control-size);
    padding: 4px 8px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    text-align: start;
  }

  [part='option']:hover {
    background: var(--_raised);
  }

  [part~='selected'] {
    border-color: var(--_accent);
    background: var(--_selected);
    color: var(--_accent);
    font-weight: 600;
  }

  .settings {
    display: grid;
    gap: 16px;
    align-content: start;
    inline-size: 320px;
    max-inline-size: 100%;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_hairline);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend,
  .field > label {
    padding: 0;
    color: var(--_muted);
    font-size: 0.875em;
  }

  legend {
    margin-block-end: 4px;
    color: var(--_text);
    font-weight: 600;
  }

  .dates {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(136px, 1fr));
    gap: 8px;
  }

  .field {
    display: grid;
    gap: 4px;
    align-content: start;
  }

  [part='field'] {
    inline-size: 100%;
    min-inline-size: 0;
    padding-inline: 8px;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }

  [part='field'][aria-invalid='true'] {
    border-color: var(--_negative);
  }

  p {
    margin: 0;
  }

  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .dates + .hint {
    margin-block-start: 4px;
  }

  .problem {
    color: var(--_negative);
    font-size: 0.875em;
  }

  .basis {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 8px;
    align-items: center;
    padding-block: 4px;
  }

  .basis > .hint {
    grid-column: 2;
  }

  [type='radio'] {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
  }

  /* They stay in view while the form scrolls: the comparison at its top needs them, too. */
  .actions {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    margin: 4px -16px 0;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_hairline);
    background: var(--_surface);
  }

  :is(button, input, select) {
    scroll-margin-block-end: 72px;
  }

  .actions > button {
    padding-inline: 16px;
  }

  [part='apply'] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  [part='apply']:hover {
    background: color-mix(in srgb, var(--_accent), var(--_text) 16%);
  }

  @media (min-width: 640px) {
    .panes {
      grid-template: auto 1fr / auto auto;
      gap: 16px 24px;
    }

    .options {
      margin-inline-end: 0;
    }

    .actions {
      border: 0;
    }

    .settings {
      grid-row: 1 / span 2;
      grid-column: 2;
      padding-block-start: 0;
      padding-inline-start: 24px;
      border-block-start: 0;
      border-inline-start: 1px solid var(--_hairline);
      box-sizing: content-box;
    }
  }

  @media (pointer: coarse) {
    /* iOS zooms in on a focused field with a smaller font. */
    [part='field'] {
      font-size: max(16px, 1em);
    }

    .basis > label {
      padding-block: 10px;
    }
  }

  @media (forced-colors: active) {
    [part~='option'] {
      border-color: Canvas;
    }

    [part~='selected'],
    [part='apply'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    [part='field'][aria-invalid='true'] {
      border-width: 2px;
    }
  }
`;
