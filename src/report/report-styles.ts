import { css } from 'lit';
import { panelStyles } from './panel-styles.ts';
import { reportPrintStyles } from './report-print-styles.ts';
import { reportSizeStyles } from './report-size-styles.ts';

const layoutStyles = css`
  /*
   * The host page may reset the styles of the host element; this section is safe from that. It fills the height that the
   * page gives, or grows with its rows up to the maximum. Where it is too low for its parts, it scrolls as a whole.
   * It inherits the font, and the spacing that a reader sets (WCAG 1.4.12), but no other text styles.
   */

  section {
    all: initial;
    color-scheme: inherit;
    font: inherit;
    letter-spacing: inherit;
    pointer-events: inherit;
    visibility: inherit;
    word-spacing: inherit;
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    grid-area: 1 / 1;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 100%;
    max-block-size: var(--cer-max-height, max(32rem, 85vb));
    overflow: auto;
    background: var(--_surface);
    color: var(--_text);
    font-family: var(--cer-font, inherit);
    text-align: start;
    container: campaign-email-report / inline-size;
  }

  section > * {
    flex: none;
  }

  .toolbar,
  .controls,
  .progress,
  .pause {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .toolbar {
    padding: 12px var(--_space) 8px;
  }

  /* The controls stay together, beside the title or below it, where the search field takes the remaining width. */
  .controls {
    flex: 1 0 auto;
    max-inline-size: 100%;
  }

  .heading {
    flex: 1000 1 auto;
    font: inherit;
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.4;
  }

  .small-print {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    justify-content: space-between;
    margin: 0;
    padding: 0 var(--_space) 12px;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }

  /* The table stays in place when the notes load. */
  cer-data-notes:not(.shown) {
    display: block;
    flex-basis: 100%;
    min-block-size: 1lh;
  }

  /* Likewise, when the conditions of the filter load. */
  .due {
    min-block-size: calc(var(--_control-size) + 8px);
  }

  /* Its content belongs in the dialog, which loads on demand. */
  cer-email-viewer:not(:defined) {
    display: none;
  }

  cer-report-table {
    flex: 0 1 auto;
    transition: opacity 150ms;
  }

  cer-report-table.tall {
    min-block-size: 14rem;
  }

  cer-report-table.old {
    /* Keeps a contrast of 4.5:1 for text. */
    opacity: 0.9;
  }

  .progress {
    gap: 0 12px;
    padding-inline: 12px;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    line-height: 2;
  }

  progress {
    flex: 1 0 calc(100% + 24px);
    appearance: none;
    block-size: 2px;
    margin: -2px -12px 0;
    border: 0;
    background: var(--_hairline);
    color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    background: none;
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  /* It moves only if loading takes a moment: the page computes and paints each of its frames. */
  progress:indeterminate {
    background: linear-gradient(90deg, transparent, var(--_accent), transparent) -70% 0 / 40% 100% repeat-x
      var(--_hairline);
    animation: slide 1.5s 0.5s linear infinite;
  }

  progress:indeterminate::-moz-progress-bar {
    background: none;
  }

  bdi:empty {
    display: none;
  }

  /* The text appears after 4 s and the button after 15 s. Until then they take no space. */
  .slow,
  .progress button {
    max-block-size: 0;
    min-block-size: 0;
    overflow: hidden;
    visibility: hidden;
    animation: appear 0s 4s forwards;
  }

  .progress button {
    animation-delay: 15s;
  }

  @keyframes appear {
    to {
      max-block-size: 44px;
      visibility: visible;
    }
  }

  @keyframes slide {
    to {
      background-position-x: 170%;
    }
  }

  .pause {
    padding: 0 12px 12px;
  }

  .pause p {
    flex: 1 1 auto;
    font-variant-numeric: tabular-nums;
  }

  .notice {
    display: flex;
    gap: 12px;
    align-items: start;
    justify-content: space-between;
    margin: 0 12px 12px;
    padding: 12px;
    border: 1px solid var(--_warning);
    border-radius: var(--_radius);
  }

  p {
    margin: 0;
    line-height: 1.5;
  }

  .notice p {
    max-inline-size: 75ch;
  }

  @container campaign-email-report (inline-size < 560px) {
    .toolbar {
      column-gap: 4px;
    }

    .controls {
      display: contents;
    }

    /* The title leaves space for the search field, which moves to a separate line when used. */
    .heading {
      flex-basis: calc(100% - var(--_control-size) - 8px);
      font-size: 1em;
      text-wrap: balance;
    }

    .time-frame-button {
      flex: 1 1 7em;
      min-inline-size: 0;
    }

    /* One text takes fewer lines than two. */
    .small-print {
      display: block;
    }

    bdi + bdi::before {
      content: ' · ';
    }

    cer-data-notes:not(.shown) {
      min-block-size: 2lh;
    }

    .notice {
      flex-direction: column;
    }
  }

  /* Five buttons for touch need their own line. */

  @container campaign-email-report (inline-size < 365px) {
    .controls:has(.views-button) .time-frame-button {
      flex-basis: 100%;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    progress:indeterminate {
      animation: none;
    }

    cer-report-table {
      transition: none;
    }
  }
`;

/** The styles of the report: its size in the page, its layout, panels, and paper. */
export const reportStyles = [reportSizeStyles, layoutStyles, panelStyles, reportPrintStyles];
