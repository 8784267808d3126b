import { css } from 'lit';
import { tokens } from './tokens.ts';

/** Styles that all parts of the element share: reset controls, bordered controls, icons and focus rings. */
export const baseStyles = [
  tokens,
  css`
    *,
    ::before,
    ::after {
      box-sizing: border-box;
    }

    /* Text takes its own direction, but aligns with the page's. */
    p,
    .control span,
    td,
    dt,
    dd {
      unicode-bidi: plaintext;
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }

    button,
    input,
    select {
      margin: 0;
      padding: 0;
      border: 0;
      border-radius: 2px;
      background: none;
      color: inherit;
      font: inherit;
      letter-spacing: inherit;
      text-align: inherit;
      word-spacing: inherit;
    }

    button {
      cursor: pointer;
    }

    .control {
      flex: none;
      min-block-size: var(--_control-size);
      padding: 0 12px;
      border: 1px solid var(--_control);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      text-align: center;
    }

    :where(button).control:hover {
      background: var(--_raised);
    }

    .icon {
      display: grid;
      place-items: center;
      inline-size: var(--_control-size);
      padding: 0;
    }

    svg {
      flex: none;
      inline-size: 16px;
      block-size: 16px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    :focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }

    .hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: 0;
      padding: 0;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `,
];
