import { css } from 'lit';

/** Styles of a button that opens a popover. */
export const popoverButtonStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }

  .opener {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    padding-block: 4px;
    padding-inline: 12px 8px;
    text-align: start;
  }

  .opener > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  @container (inline-size < 560px) {
    .opener {
      justify-content: space-between;
      inline-size: 100%;
      padding-inline: 8px;
    }
  }

  .narrow {
    display: none;
  }

  [part='time-frame-dates'] {
    display: inline-block;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  /* The summary shows the dates, too. */
  @container (inline-size < 740px) {
    .resolved {
      display: none;
    }
  }

  @container (inline-size < 340px) {
    .opener {
      font-size: 0.875em;
    }

    .chevron {
      display: none;
    }
  }

  @container (inline-size < 1240px) {
    .collapsible {
      inline-size: var(--_control-size);
      justify-content: center;
      padding: 0;
    }

    .collapsible > span {
      position: absolute;
      clip-path: inset(50%);
    }

    .narrow {
      display: block;
    }

    .collapsible .chevron {
      display: none;
    }
  }
`;
