import { css } from 'lit';

/** Paper has no scroller: the whole width, the header on every page, the totals at the end, and no gaps. */
export const tablePrintStyles = css`
  @media print {
    :host,
    .frame,
    .scroller {
      display: block;
      contain: none;
      overflow: visible;
      border: 0;
    }

    /* Chromium does not repeat the text of buttons on every page. */

    .printed {
      display: inline;
    }

    thead .header,
    .toggle::before,
    cer-show-all-rows,
    .more,
    .spacer,
    .outside {
      display: none;
    }

    .missing:not(:empty) {
      display: block;
      margin: 0;
      padding: 0 12px 12px;
      font-weight: 600;
    }

    table {
      table-layout: auto;
      min-inline-size: 0;
      font-size: 7.5pt;
    }

    col {
      inline-size: auto !important;
    }

    /* Names wrap anywhere, so they would get the least space. */

    col:first-child {
      inline-size: 30% !important;
    }

    tr {
      block-size: auto;
      break-inside: avoid;
    }

    thead {
      display: table-header-group;
    }

    tfoot {
      display: table-row-group;
    }

    th,
    td,
    thead th,
    tr > :last-child,
    tfoot tr > * {
      position: static;
      padding: 3px 4px;
      overflow: visible;
    }

    .name,
    .text {
      overflow-wrap: anywhere;
      white-space: normal;
    }

    .nested {
      padding-inline-start: 20px;
    }

    .toggle,
    .link {
      min-block-size: 0;
    }

    .line {
      display: block;
      padding: 0;
    }

    .line > :not([hidden]),
    .link bdi {
      display: inline;
      margin-inline-end: 4px;
    }
  }
`;
