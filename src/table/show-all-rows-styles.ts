import { css } from 'lit';

export const showAllRowsStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: end;
    padding: 6px 12px;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  :host > :first-child {
    margin-inline-end: auto;
  }

  button {
    min-block-size: 24px;
    text-decoration: underline;
    text-decoration-color: var(--_control);
    text-underline-offset: 3px;
  }

  button:hover {
    color: var(--_text);
    text-decoration-color: currentcolor;
  }

  progress {
    inline-size: 8rem;
    block-size: 4px;
    accent-color: var(--_accent);
  }
`;
