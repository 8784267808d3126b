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

  p {
    margin: 0;
    padding: 16px;
  }

  .bars {
    display: none;
  }

  /* On narrow screens the button is an icon, like its neighbours. */
  @container (inline-size < 560px) {
    .opener {
      inline-size: var(--_control-size);
      justify-content: center;
      padding: 0;
    }

    .opener > span {
      position: absolute;
      clip-path: inset(50%);
    }

    .bars {
      display: block;
    }

    .chevron {
      display: none;
    }
  }
`;
