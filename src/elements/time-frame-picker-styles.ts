import { css } from 'lit';

export const timeFramePickerStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }

  button {
    box-sizing: border-box;
    margin: 0;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  [part='time-frame-button'] {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    min-block-size: var(--_control-size);
    padding-block: 4px;
    padding-inline: 12px 8px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    text-align: start;
  }

  [part='time-frame-button']:hover {
    background: var(--_raised);
  }

  [part='time-frame-dates'] {
    display: inline-block;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .chevron {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
  }

  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [part='popover'] {
    box-sizing: border-box;
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    padding: 16px;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    line-height: 1.4;
  }
`;
