import { css } from 'lit';

export const developmentPanelStyles = css`
  dialog {
    inline-size: min(760px, 100% - 32px);
    max-block-size: calc(100% - 32px);
  }

  .content {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
    padding: 0 16px 16px;
  }

  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    gap: 16px;
    align-items: center;
    justify-content: space-between;
    margin-inline: -16px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_hairline);
    background: var(--_surface);
  }

  h2 {
    margin: 0;
    font: inherit;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  bdi {
    color: var(--_muted);
    font-weight: 400;
  }

  .note {
    margin: 0;
    color: var(--_muted);
  }

  .choices,
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    min-inline-size: 0;
  }

  legend {
    float: inline-start;
    padding: 0;
    font-weight: 400;
  }
`;
