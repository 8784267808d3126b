import { css } from 'lit';

/** Styles of the tooltip with a whole name or a definition. */
export const tableTooltipStyles = css`
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

  @media print {
    .tooltip {
      display: none;
    }
  }
`;
