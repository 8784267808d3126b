import { css } from 'lit';

export const countingChoicesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 20px;
  }

  /* The fields begin at one line. */

  .people {
    display: grid;
    grid-template-columns: fit-content(50%) minmax(0, 12rem);
    gap: 4px 8px;
    align-items: center;
    margin-block-end: 4px;
    overflow-wrap: anywhere;
  }

  .people label {
    display: contents;
  }

  select,
  input.control {
    max-inline-size: 12rem;
    padding-inline: 8px;
  }
`;
