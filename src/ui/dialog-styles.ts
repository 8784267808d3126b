import { css } from 'lit';

/** The styles of modal dialogs. Each dialog has its own size. */
export const dialogStyles = css`
  dialog {
    max-inline-size: none;
    margin: auto;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_hairline);
    border-radius: calc(2 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    line-height: 1.4;
    text-align: start;
    white-space: normal;
  }

  dialog:focus {
    outline: none;
  }

  dialog::backdrop {
    background: #0b0d1266;
  }
`;
