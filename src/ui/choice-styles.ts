import { css } from 'lit';

/** The styles of labeled choices: groups of radio buttons, and check boxes. */
export const choiceStyles = css`
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin: 0;
    padding: 0 0 4px;
    font: inherit;
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .choices {
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

  [type='radio'],
  [type='checkbox'] {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
    cursor: inherit;
  }
`;
