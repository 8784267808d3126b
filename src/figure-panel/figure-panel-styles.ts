import { css } from 'lit';

export const figurePanelStyles = css`
  :host {
    position: absolute;
  }

  #popover {
    inline-size: 400px;
    text-align: start;
    white-space: normal;
  }

  .panel {
    display: grid;
    gap: 8px;
    padding: 16px 16px 0;
  }

  h2,
  h3,
  p,
  ol {
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
  }

  h2,
  h3 {
    font-size: 1em;
    font-weight: 500;
  }

  h3 {
    margin-block-start: 8px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_hairline);
  }

  .names {
    margin-block-start: -8px;
    color: var(--_muted);
    unicode-bidi: normal;
  }

  .formula {
    font-size: 1.5em;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
    unicode-bidi: normal;
  }

  .muted {
    color: var(--_muted);
  }

  .caution {
    display: grid;
    gap: 4px;
    padding-inline-start: 10px;
    border-inline-start: 2px solid var(--_warning);
  }

  /* Amounts are in one column, as in a written calculation. */

  ol {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 4px 12px;
    margin-block: 4px;
    list-style: none;
  }

  ol li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
  }

  ol bdi {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }

  .result {
    padding-block-start: 4px;
    border-block-start: 1px solid var(--_hairline);
    font-weight: 500;
  }

  /* The actions stay in view while the explanation scrolls. */

  footer {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
    margin-block-start: 8px;
    margin-inline: -16px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--_hairline);
    background: var(--_surface);
  }

  /* Their shadow shows that there is more below them. */
  @supports (animation-timeline: scroll()) {
    footer {
      animation: covering linear;
      animation-timeline: scroll();
    }

    @keyframes covering {
      0%,
      95% {
        box-shadow: 0 -4px 12px color-mix(in srgb, var(--_text) 32%, transparent);
      }
    }
  }

  footer span {
    flex: 1;
    color: var(--_muted);
  }

  footer button {
    min-block-size: var(--_control-size);
    padding-inline: 12px;
  }

  /* On phones, the panel is a sheet at the end of the window: beside its figure, it would have space for a few lines only. */

  @media (width < 480px) {
    #popover {
      inset: auto 8px 8px !important;
      inline-size: auto;
      max-block-size: 85dvh !important;
    }

    footer {
      gap: 4px;
      padding-inline: 12px;
    }

    footer .control {
      padding-inline: 8px;
    }
  }

  .by-hand {
    display: grid;
    gap: 4px;
  }

  textarea {
    inline-size: 100%;
    padding: 8px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
`;
