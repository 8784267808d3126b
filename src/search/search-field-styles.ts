import { css } from 'lit';

export const searchFieldStyles = css`
  :host {
    display: block;
    position: relative;
    flex: 1 1 auto;
    inline-size: 224px;
    color: var(--_text);
  }

  .magnifier {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: calc(var(--_control-size) / 2 - 8px);
    pointer-events: none;
  }

  .control {
    display: block;
    appearance: none;
    inline-size: 100%;
    padding-inline: var(--_control-size);
    text-align: start;
    text-overflow: ellipsis;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  /* Replaced by a custom button that looks the same in every browser. */
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
    border-radius: var(--_radius);
    color: var(--_muted);
  }

  button:hover {
    color: var(--_text);
  }

  input:placeholder-shown + button {
    display: none;
  }

  button:focus-visible {
    outline-offset: -3px;
  }

  @container (inline-size < 900px) {
    :host {
      inline-size: 160px;
    }
  }

  /* On narrow screens it looks like a button until it is used. */
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
    /* iOS zooms in on a focused field with a smaller font. */
    input {
      font-size: max(16px, 1em);
    }
  }
`;
