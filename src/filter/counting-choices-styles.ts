import { css } from 'lit';

export const countingChoicesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 20px;
  }

  select,
  input.control {
    max-inline-size: 12rem;
    padding-inline: 8px;
  }
`;
