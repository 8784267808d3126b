import { css } from 'lit';

export const campaignTreeStyles = css`
  :host {
    --_line: max(28px, calc(var(--_control-size) - 4px));

    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  [role='tree'] {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    overscroll-behavior: contain;
  }

  .lines {
    position: relative;
    block-size: calc(var(--lines) * var(--_line));
  }

  .line {
    position: absolute;
    inset-block-start: calc(var(--at) * var(--_line));
    inset-inline: 0;
    display: flex;
    gap: 8px;
    align-items: center;
    block-size: var(--_line);
    padding-inline: calc((var(--level) - 1) * 16px + 4px) 8px;
    cursor: pointer;
  }

  .line:hover {
    background: var(--_raised);
  }

  .line[aria-disabled] {
    cursor: default;
  }

  .line[aria-disabled] .box {
    opacity: 0.4;
  }

  .group {
    font-weight: 600;
  }

  [role='tree']:focus-visible {
    outline-offset: -2px;
  }

  [role='tree']:focus-visible .active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .toggle {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    color: var(--_muted);
  }

  .toggle svg:dir(rtl) {
    scale: -1 1;
  }

  [aria-expanded='true'] .toggle svg {
    rotate: 90deg;
    scale: 1;
  }

  .box {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 1px solid var(--_control);
    border-radius: 3px;
    background: var(--_surface);
  }

  .box.false svg {
    display: none;
  }

  .box.true,
  .box.mixed {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .box svg {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2;
  }

  bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  #locked {
    margin: 4px 0 0;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .none {
    margin: 0;
    padding: 16px 0;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  @media (forced-colors: active) {
    .box.true,
    .box.mixed {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
