import { css } from 'lit';

/** Styles of elements that have the pointer or the focus. The first screen does without them. */
export const pointerStyles = css`
  .header button:hover > span:first-child {
    color: var(--_text);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .header button:hover > .arrow.unsorted,
  .header button:focus-visible > .arrow.unsorted {
    visibility: visible;
    opacity: 0.5;
  }

  tbody tr:not(.spacer):hover > * {
    background: var(--_raised);
  }

  .only .link:hover {
    color: var(--_accent);
  }

  .link:hover bdi {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  /* A figure opens its explanation. */

  td:is(.count, .rate):hover {
    text-decoration: underline dotted;
    cursor: pointer;
  }

  /* Fingers have no hover, so totals show what all figures do. */
  @media (hover: none) {
    tfoot td:is(.count, .rate) {
      text-decoration: underline dotted;
    }
  }
`;
