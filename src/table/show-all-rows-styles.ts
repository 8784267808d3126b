import { css } from 'lit';

/** Styles of the actions under a long table, and of the tooltip with a whole name. */
export const showAllRowsStyles = css`
  .actions {
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: end;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .actions > :first-child {
    margin-inline-end: auto;
  }

  .actions button {
    min-block-size: 24px;
    text-decoration: underline;
    text-decoration-color: var(--_control);
    text-underline-offset: 3px;
  }

  .actions button:hover {
    color: var(--_text);
    text-decoration-color: currentcolor;
  }

  .actions progress {
    inline-size: 8rem;
    block-size: 4px;
    accent-color: var(--_accent);
  }

  .tooltip {
    max-inline-size: min(40rem, 100% - 16px);
    margin: 0;
    padding: 8px 12px;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    line-height: 1.4;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;
