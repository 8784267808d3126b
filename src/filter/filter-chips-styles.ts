import { css } from 'lit';

export const filterChipsStyles = css`
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin: 0;
    padding: 0 var(--_space) 12px;
    list-style: none;
  }

  .notes {
    padding: 0 var(--_space) 12px;
  }

  .notes:not(:has(b, span)) {
    display: none;
  }

  /* The button follows the last sentence. */
  p {
    display: inline;
    margin: 0;
    margin-inline-end: 8px;
    color: var(--_muted);
  }

  b {
    color: var(--_text);
    font-weight: 500;
  }

  .notes > button {
    margin-inline-start: -4px;
  }

  li {
    max-inline-size: 100%;
  }

  .chip {
    display: flex;
    gap: 4px;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: max(24px, calc(var(--_control-size) - 4px));
    padding: 2px 4px 2px 10px;
    padding-inline: 10px 4px;
    border-color: var(--_hairline);
    background: var(--_raised);
    text-align: start;
  }

  .chip:hover {
    border-color: var(--_control);
  }

  bdi {
    display: inline-block;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  bdi::first-letter {
    text-transform: uppercase;
  }

  .clear {
    min-block-size: max(24px, calc(var(--_control-size) - 4px));
    padding-inline: 4px;
    color: var(--_accent);
  }

  .clear:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .about {
    display: none;
  }

  @container (inline-size < 560px) {
    ul {
      gap: 4px;
    }

    /* A single chip needs no second button to remove it. */
    .all:nth-child(2) {
      display: none;
    }

    .about {
      display: block;
      flex: none;
    }

    /* Beside a single chip, whose text wraps if it must: a line more would push the totals out of view. */
    ul:has(> .about:nth-child(3)) {
      flex-wrap: nowrap;
    }

    .notes {
      font-size: 0.875em;
    }

    /* Changes are still read aloud. */

    .closed:not(:has(b)) {
      padding: 0;
    }

    .closed span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .closed > button {
      display: none;
    }
  }

  @media print {
    svg,
    .clear {
      display: none;
    }
  }
`;
