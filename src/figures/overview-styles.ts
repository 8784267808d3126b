import { css } from 'lit';

export const overviewStyles = css`
  :host {
    display: block;
    padding: 0 var(--_space) 12px;
  }

  dl {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 1px;
    margin: 0;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_hairline);
    overflow: hidden;
  }

  .figure {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    align-content: start;
    min-inline-size: 0;
    padding: 8px 12px;
    background: var(--_surface);
  }

  dt,
  .trend {
    flex: 0 0 100%;
    min-inline-size: 0;
  }

  dt,
  .caption,
  .difference {
    color: var(--_muted);
  }

  dd {
    margin: 0;
  }

  .value {
    font-size: 1.25em;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }

  .difference,
  .caption {
    font-size: 0.8125em;
  }

  .difference {
    white-space: nowrap;
  }

  .difference.real {
    color: var(--_text);
  }

  .trend svg {
    display: block;
    inline-size: 100%;
    block-size: 28px;
    margin-block-start: 4px;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 1.5;
    overflow: visible;
  }

  .waiting {
    block-size: 48px;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container (max-width: 559px) {
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
