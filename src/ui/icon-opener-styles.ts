import { css } from 'lit';

/** Styles of a popover button that becomes an icon on narrow screens, like its neighbours. */
export const iconOpenerStyles = css`
  p {
    margin: 0;
    padding: 16px;
  }

  .narrow {
    display: none;
  }

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

    .narrow {
      display: block;
    }

    .chevron {
      display: none;
    }
  }
`;
