import { css } from 'lit';

export const filterPanelStyles = css`
  :host {
    display: flex;
    flex: 0 1 auto;
    flex-direction: column;
    inline-size: 520px;
    max-inline-size: 100%;
    min-block-size: 0;
  }

  .content {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 20px;
    min-block-size: 0;
    padding: 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }

  section {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }

  h3 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }

  [type='search'] {
    padding: 0 8px;
    text-align: start;
  }

  [type='search']::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  cer-campaign-tree {
    max-block-size: 228px;
  }

  .foot {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 48px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--_hairline);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .foot p {
    flex: 1;
  }

  .control:disabled {
    color: var(--_muted);
    cursor: default;
  }

  @media (pointer: coarse) {
    [type='search'] {
      font-size: max(16px, 1em);
    }
  }
`;
