import { css } from 'lit';

export const conditionListStyles = css`
  fieldset {
    display: grid;
    gap: 8px;
    justify-items: start;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0 0 8px;
    font-weight: 600;
  }

  .draft {
    display: grid;
    grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr) auto;
    gap: 8px;
    align-items: center;
    inline-size: 100%;
  }

  .draft .control {
    min-inline-size: 0;
    inline-size: 100%;
    padding-inline: 8px;
    text-align: start;
  }

  .draft .icon {
    inline-size: var(--_control-size);
    padding: 0;
    border-color: transparent;
  }

  .entry {
    display: flex;
    gap: 4px;
    align-items: center;
  }

  .value {
    font-variant-numeric: tabular-nums;
  }

  [aria-invalid] {
    border-color: var(--_negative);
  }

  .error {
    grid-column: 1 / -1;
    margin: 0;
    color: var(--_negative);
  }

  select option {
    background: var(--_surface);
    color: var(--_text);
  }

  .control:disabled {
    color: var(--_muted);
    cursor: default;
  }

  @media (max-width: 479px) {
    .draft {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
    }

    .draft > :first-child {
      grid-column: 1 / -1;
    }
  }

  @media (pointer: coarse) {
    .draft .control {
      font-size: max(16px, 1em);
    }
  }
`;
