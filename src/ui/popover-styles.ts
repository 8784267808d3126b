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
`;
