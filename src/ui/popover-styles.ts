import { css } from 'lit';

/** Styles of a popover and the button that opens it. */
export const popoverStyles = css`
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

  [popover] {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: calc(100% - 16px);
    margin: 0;
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    line-height: 1.4;
  }

  p {
    margin: 0;
    padding: 16px;
  }

  /* Content that scrolls by itself shrinks to the height that is left. */
  [popover]:popover-open {
    display: flex;
    flex-direction: column;
  }

  /* Reserves the size of the content while it loads. */
  [popover] > :not(:defined) {
    display: block;
    inline-size: 32rem;
    max-inline-size: 100%;
    block-size: 24rem;
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
