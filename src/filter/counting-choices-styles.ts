import { css } from 'lit';

export const countingChoicesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 20px;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0 0 4px;
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .choices,
  .people {
    display: flex;
    flex-wrap: wrap;
    column-gap: 20px;
  }

  label {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: max(28px, calc(var(--_control-size) - 4px));
    cursor: pointer;
  }

  select,
  input.control {
    max-inline-size: 12rem;
    padding-inline: 8px;
  }

  [type='radio'],
  [type='checkbox'] {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
    cursor: inherit;
  }
`;
