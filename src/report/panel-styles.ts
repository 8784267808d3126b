import { css } from 'lit';

/** Messages instead of rows, and the details of an error. */
export const panelStyles = css`
  .panel {
    display: grid;
    flex: 1 0 auto;
    gap: 12px;
    align-content: center;
    justify-items: center;
    padding: 48px 24px;
    text-align: center;
  }

  /* Slotted messages get the padding of the panel that they replace. */
  slot:is([name='error'], [name='empty']) {
    display: block;
    padding: 48px 24px;
  }

  slot > .panel {
    margin: -48px -24px;
  }

  .panel p {
    max-inline-size: 60ch;
    color: var(--_muted);
    text-wrap: balance;
  }

  details {
    max-inline-size: 100%;
    color: var(--_muted);
    font-size: 0.875em;
    text-align: start;
    overflow-wrap: anywhere;
  }

  summary {
    cursor: pointer;
    min-block-size: 24px;
  }

  ul {
    margin: 8px 0 0;
    padding-inline-start: 20px;
  }
`;
