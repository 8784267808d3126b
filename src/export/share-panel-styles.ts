import { css } from 'lit';

export const sharePanelStyles = css`
  :host {
    display: block;
    inline-size: 22rem;
    max-inline-size: 100%;
    padding: 8px;
  }

  .entries {
    display: grid;
    gap: 4px;
  }

  .entry {
    min-block-size: var(--_control-size);
    padding: 4px 8px;
    border-radius: var(--_radius);
  }

  .entry:not(:disabled):hover {
    background: var(--_raised);
  }

  .entry:disabled {
    color: var(--_muted);
    cursor: default;
  }

  fieldset {
    margin: 0 0 8px;
    padding: 0 8px 8px;
    border: 0;
    border-block-end: 1px solid var(--_hairline);
  }

  legend {
    padding: 4px 0;
    color: var(--_muted);
  }

  label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
  }

  @media (pointer: coarse) {
    label {
      min-block-size: 44px;
    }
  }

  input {
    flex: none;
    accent-color: var(--_accent);
  }

  p,
  .work {
    margin: 0;
    padding: 4px 8px;
    overflow-wrap: anywhere;
  }

  p:empty {
    display: none;
  }

  .work {
    display: grid;
    gap: 8px;
  }

  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }

  textarea {
    display: block;
    inline-size: calc(100% - 16px);
    block-size: 8rem;
    margin: 4px 8px;
    border: 1px solid var(--_control);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    white-space: pre;
  }
`;
