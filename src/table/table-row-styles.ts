import { css } from 'lit';
import { skeletonRows } from './skeleton.ts';

export const tableRowStyles = css`
  /* Bold is for names of campaigns only. Backgrounds are opaque, as names cover figures. */

  .campaign > *,
  .campaign .size {
    font-weight: 500;
  }

  .campaign .name,
  .only > bdi {
    font-weight: 600;
  }

  tbody .campaign > * {
    background: color-mix(in srgb, var(--_raised) 55%, var(--_surface));
  }

  .zero {
    color: var(--_muted);
  }

  /*
   * The only email of a campaign stands beside its campaign, whose name is aligned with those of other campaigns. A short
   * name is never cut: the longer one takes the rest of the line.
   */

  .only {
    gap: 8px;
    padding-inline-start: 24px;
  }

  .only > :nth-child(-n + 2) {
    flex: 3 1 0;
    max-inline-size: max-content;
  }

  .only > :nth-child(2) {
    flex-grow: 2;
  }

  .only .link,
  .only > bdi + bdi {
    color: var(--_muted);
    font-weight: 400;
  }

  .nested {
    padding-inline-start: 52px;
  }

  .line {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
  }

  bdi {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .toggle {
    min-block-size: 28px;
  }

  .header .toggle {
    align-items: center;
    min-inline-size: 24px;
  }

  .toggle::before {
    flex: none;
    display: inline-block;
    inline-size: 7px;
    block-size: 7px;
    margin-inline: 4px 13px;
    border: solid currentcolor;
    border-width: 0 2px 2px 0;
    content: '';
    rotate: -45deg;
    transition: rotate 120ms;
  }

  .toggle:dir(rtl)::before {
    rotate: 135deg;
  }

  .toggle[aria-expanded='true']::before {
    rotate: 45deg;
    translate: 0 -2px;
  }

  .line .size {
    margin-inline-start: 8px;
    color: var(--_muted);
    font-weight: 400;
  }

  .link {
    min-inline-size: 0;
    min-block-size: 24px;
    color: var(--_accent);
  }

  .toggle bdi,
  .link bdi {
    min-inline-size: 0;
  }

  /* A row that has not loaded yet. */

  .waiting > *::before {
    display: inline-block;
    inline-size: 60%;
    block-size: 10px;
    border-radius: 5px;
    background: var(--_hairline);
    content: '';
    opacity: 0.6;
  }

  .skeleton tr {
    block-size: calc(${skeletonRows} * var(--_row));
  }

  .skeleton td {
    --_bar: color-mix(in srgb, var(--_hairline) 60%, transparent);
    background:
      linear-gradient(to top, var(--_hairline) 1px, transparent 0) 0 0 / 100% var(--_row),
      linear-gradient(transparent calc(50% - 5px), var(--_bar) 0 calc(50% + 5px), transparent 0) 0 0 / 60% var(--_row)
        repeat-y content-box,
      var(--_surface);
  }

  .skeleton:dir(rtl) td {
    background-position-x: right;
  }

  /* A row that failed to load. */

  .failed .name {
    color: var(--_negative);
    font-weight: 400;
  }

  @container (inline-size < 560px) {
    .nested {
      padding-inline-start: 26px;
    }

    .toggle::before {
      margin-inline: 0 8px;
    }

    .line .size {
      display: none;
    }

    .only {
      flex-direction: column;
      align-items: start;
      gap: 0;
      padding-inline-start: 15px;
    }

    .only > :nth-child(-n + 2) {
      flex: none;
      max-inline-size: 100%;
    }

    /* Names that begin alike would look the same if truncated after a word, so they take two lines. */

    bdi {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-height: 1.4;
      overflow-wrap: anywhere;
      white-space: normal;
    }

    .only bdi {
      display: block;
      white-space: nowrap;
    }

    .date {
      display: block;
      color: var(--_muted);
      font-size: 0.8125em;
      font-weight: 400;
      line-height: 1.25;
    }

    .toggle + .date,
    .only + .date {
      padding-inline-start: 15px;
    }
  }

  @media (forced-colors: active) {
    .link {
      color: LinkText;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .toggle::before {
      transition: none;
    }
  }
`;
