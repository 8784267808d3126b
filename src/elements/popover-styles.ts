import { css } from 'lit';

/** A button that opens a popover, and that popover. */
export const popoverStyles = css`
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

  .opener {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_control-size);
    max-inline-size: 100%;
    padding-block: 4px;
    padding-inline: 12px 8px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    text-align: start;
  }

  .opener:hover {
    background: var(--_raised);
  }

  .opener svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
  }

  .opener > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  @container (inline-size < 560px) {
    .opener {
      justify-content: space-between;
      inline-size: 100%;
      padding-inline: 8px;
    }
  }

  [popover] {
    box-sizing: border-box;
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    padding: 0;
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
