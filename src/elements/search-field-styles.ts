import { css } from 'lit';

export const searchFieldStyles = css`
  :host {
    display: block;
    position: relative;
    flex: 1 1 auto;
    inline-size: 224px;
    color: var(--_text);
  }

  svg {
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
  }

  .magnifier {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: calc(var(--_control-size) / 2 - 8px);
    pointer-events: none;
  }

  input,
  button {
    box-sizing: border-box;
    margin: 0;
    color: inherit;
    font: inherit;
  }

  input {
    display: block;
    appearance: none;
    inline-size: 100%;
    block-size: var(--_control-size);
    padding-block: 0;
    padding-inline: var(--_control-size);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    text-overflow: ellipsis;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  /* The element has a button of its own, the same in every browser. */
  input::-webkit-search-cancel-button {
    display: none;
  }

  button {
    display: grid;
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    place-items: center;
    inline-size: var(--_control-size);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  button:hover {
    color: var(--_text);
  }

  input:placeholder-shown + button {
    display: none;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  button:focus-visible {
    outline-offset: -3px;
  }

  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container (inline-size < 640px) {
    :host {
      inline-size: 160px;
    }
  }

  /* Where there is little room it is a button in looks, until it is used. */
  @container (inline-size < 560px) {
    :host {
      flex: none;
      inline-size: var(--_control-size);
    }

    :host(:is(:focus-within, .used)) {
      inline-size: 100%;
    }

    :host(:not(:focus-within, .used)) input {
      padding-inline: 0;
      cursor: pointer;
    }

    :host(:not(:focus-within, .used)) input::placeholder {
      color: transparent;
    }
  }

  @media (pointer: coarse) {
    /* A smaller font makes iOS zoom in on a field that is touched. */
    input {
      font-size: max(16px, 1em);
    }
  }
`;
