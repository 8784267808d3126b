import { css } from 'lit';

export const reportTableStyles = css`
  :host {
    --_row: var(--cer-row-height, 36px);
    --_padding: var(--_space);
    display: flex;
    flex-direction: column;
    color: var(--_text);
  }

  .frame {
    display: flex;
    position: relative;
    min-block-size: 0;
  }

  /* Rows change while scrolling: that must neither cause layout outside the scroller nor scroll anchoring. */

  .scroller {
    isolation: isolate;
    flex: 1;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior-inline: contain;
    contain: strict;
    background: var(--_surface);
    border-block-start: 1px solid var(--_hairline);
  }

  /* All rows are in the document: the scroller is as high as they are. */

  .whole {
    contain: inline-size layout paint style;
  }

  :is(.scroller, th, td):focus-visible {
    outline-offset: -2px;
  }

  table {
    --_name: clamp(min(9.5em, 50cqi), 40cqi, 20rem);
    --_least: min(12rem, var(--_name));
    --_end: max(10px, var(--_space));
    table-layout: fixed;
    inline-size: 100%;
    /* Names become narrower where all columns fit then. Otherwise the table scrolls, and names keep their width. */
    min-inline-size: calc(
      var(--_figures, 0px) + clamp(var(--_least), (var(--_figures, 0px) + var(--_least) - 100%) * 9999, var(--_name))
    );
    border-spacing: 0;
    font: inherit;
    font-variant-numeric: tabular-nums;
    /* Column widths are in ch, so the font is that of the widest figures, the totals. */
    font-weight: 600;
    text-align: start;
  }

  .by-hand {
    inline-size: calc(var(--_figures) + var(--_name));
  }

  tr {
    block-size: var(--_row);
  }

  th,
  td {
    padding-block: 0;
    padding-inline: var(--_padding);
    overflow: hidden;
    border-block-end: 1px solid var(--_hairline);
    background: var(--_surface);
    font-weight: 400;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  th {
    text-align: start;
  }

  /* The last column ends below the toolbar, and has space for the arrow of its header. */

  tr > :last-child {
    padding-inline-end: var(--_end);
  }

  /* Figures are never truncated. They align to the right in right-to-left pages, too, so that their digits line up. */

  .count,
  .rate,
  .number {
    overflow: visible;
    text-align: right;
  }

  .spacer {
    block-size: 0;
  }

  /* Shows hairlines where fast scrolling outruns the rows. */

  .spacer td {
    padding: 0;
    border: 0;
    background: linear-gradient(to top, var(--_hairline) 1px, transparent 1px) 0 0 / 100% var(--_row);
  }

  /* The header, the totals and the names stay in view. */

  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    padding-block: 6px;
    /* The arrow of a narrow column is beside it. */
    overflow: visible;
    vertical-align: bottom;
    background: var(--_header);
    color: var(--_muted);
    line-height: 1.25;
    white-space: normal;
  }

  tfoot tr > * {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    border-block-start: 1px solid var(--_control);
    border-block-end: 0;
    font-weight: 600;
  }

  .name {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
  }

  thead .name,
  tfoot .name {
    z-index: 3;
  }

  /*
   * One shadow beside all names, which covers the lines between rows, so that it has no gaps. Another one at the inline end shows that
   * more columns follow.
   */

  .aside .name {
    overflow: visible;
  }

  .aside .name::after,
  .more {
    position: absolute;
    inset-block: 0 -1px;
    inset-inline-start: 100%;
    inline-size: 10px;
    background: linear-gradient(to right, light-dark(#1b1f2726, #00000080), transparent);
    content: '';
    pointer-events: none;
  }

  .more {
    inset: 0 0 0 auto;
    z-index: 4;
    visibility: hidden;
  }

  .more,
  .aside:dir(rtl) .name::after {
    transform: scaleX(-1);
  }

  .more:dir(rtl) {
    inset: 0 auto 0 0;
    transform: none;
  }

  .continues + .more {
    visibility: visible;
  }

  /* Its width changes with the spacing of letters. */

  .probe {
    position: absolute;
    visibility: hidden;
  }

  .probe::before {
    content: '0';
  }

  /* It appears a moment later than the rows. Its space is reserved. */

  cer-show-all-rows {
    flex: none;
    min-block-size: 37px;
    border-block-start: 1px solid var(--_hairline);
  }

  .missing,
  .printed {
    display: none;
  }

  @container (inline-size < 1400px) {
    table {
      --_padding: var(--_dense);
    }

    .name {
      padding-inline-start: var(--_space);
    }
  }

  /*
   * Space for names on two lines. The report is the container: one around the table, too, would compute the styles of
   * the rows in one more pass.
   */

  @container (inline-size < 560px) {
    table {
      --_padding: min(6px, var(--_space));
      --_row: max(44px, 3em, var(--cer-row-height, 44px));
    }

    .dated table {
      --_row: max(60px, 4.1em, var(--cer-row-height, 60px));
    }

    .name {
      padding-inline: var(--_padding) 2px;
    }
  }
`;
