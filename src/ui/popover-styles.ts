import { css } from 'lit';

/** Styles of an open popover. They load with the code that places it. */
export const popoverStyles = css`
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

  [popover] > p {
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
`;
