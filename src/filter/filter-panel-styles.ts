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

  h3,
  legend {
    margin: 0;
    padding: 0;
    font: inherit;
    font-weight: 600;
  }

  legend {
    padding-block-end: 4px;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
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

  [type='radio'] {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
    cursor: inherit;
  }

  .foot {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    min-block-size: 48px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--_hairline);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
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
