import { css } from 'lit';

export const columnSelectorStyles = css`
  [popover]:popover-open {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }

  cer-column-list {
    flex: 0 1 560px;
    min-block-size: 0;
  }

  /* Reserves the size of the list while it loads. */
  cer-column-list:not(:defined) {
    display: block;
    inline-size: 640px;
    max-inline-size: 100%;
  }
`;
