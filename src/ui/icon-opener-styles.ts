import { css } from 'lit';

/** Returns the styles of a popover button that becomes an icon where the report is narrower than a width in pixels. */
export const iconOpenerStyles = (width: number) => css`
  p {
    margin: 0;
    padding: 16px;
  }

  .narrow {
    display: none;
  }

  @container (inline-size < ${width}px) {
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
