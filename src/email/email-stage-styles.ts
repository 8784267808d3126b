import { css } from 'lit';

/** Styles of the email, or what replaces it, and of the list of links. */
export const emailStageStyles = css`
  /* The smallest heights below make a low dialog scroll as a whole. */

  .stage {
    position: relative;
    display: flex;
    flex: 1 0 auto;
  }

  .main {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }

  .own {
    flex: 1 1 0;
    min-block-size: 200px;
    padding: 48px 24px;
    overflow: auto;
  }

  .desk {
    flex: 1 1 0;
    min-block-size: 200px;
    overflow-x: auto;
    overflow-y: hidden;
    background: var(--_raised);
    text-align: center;
  }

  .device {
    block-size: 100%;
    margin-inline: auto;
  }

  .device:is(.tablet, .phone) {
    box-sizing: content-box;
    border-inline: 1px solid var(--_hairline);
    box-shadow: 0 0 12px light-dark(#1b1f271f, #00000080);
  }

  .device.tablet {
    inline-size: 768px;
  }

  .device.phone {
    inline-size: 375px;
  }

  iframe {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    background: #fff;
  }

  /* Emails with dark styles use them. */
  iframe.light {
    color-scheme: light;
  }

  iframe.dark {
    color-scheme: dark;
    background: #121212;
  }

  pre {
    flex: 1 1 0;
    inline-size: 100%;
    min-block-size: 200px;
    margin: 0;
    padding: 16px;
    overflow: auto;
    font: inherit;
    line-height: 1.5;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .text {
    max-inline-size: 80ch;
    margin-inline: auto;
  }

  .source {
    background: var(--_raised);
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
    font-size: 0.875em;
    tab-size: 2;
  }

  .bar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_hairline);
    background: var(--_raised);
    font-size: 0.9375em;
  }

  .bar p {
    flex: 1 1 24ch;
    max-inline-size: 90ch;
  }

  .panel {
    display: grid;
    flex: 1;
    gap: 16px;
    align-content: center;
    justify-items: center;
    padding: 48px 24px;
    text-align: center;
  }

  .panel p {
    max-inline-size: 60ch;
    color: var(--_muted);
    text-wrap: balance;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: start;
    justify-content: center;
  }

  details {
    flex-basis: 100%;
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  summary {
    min-block-size: 24px;
    cursor: pointer;
  }

  details ul {
    margin-block-start: 8px;
    padding-inline-start: 20px;
    text-align: start;
  }

  /* Skeleton */

  .waiting {
    display: grid;
    flex: 1;
    align-content: start;
    justify-items: center;
    gap: 16px;
    padding: 32px 16px;
    overflow: hidden;
    background: var(--_raised);
  }

  .sheet {
    display: grid;
    gap: 16px;
    inline-size: min(600px, 100%);
    padding: 32px;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .sheet > span {
    block-size: 10px;
    border-radius: 5px;
    background: var(--_hairline);
    opacity: 0.6;
  }

  .sheet > :first-child {
    block-size: 96px;
    border-radius: var(--_radius);
  }

  .sheet > :nth-child(3n) {
    inline-size: 62%;
  }

  .slow {
    visibility: hidden;
    color: var(--_muted);
    animation: appear 0s 4s forwards;
  }

  @keyframes appear {
    to {
      visibility: visible;
    }
  }

  /* Links */

  .stage:has(aside) .main {
    margin-inline-end: 340px;
  }

  aside {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    z-index: 1;
    display: flex;
    flex-direction: column;
    gap: 8px;
    inline-size: 340px;
    padding: 8px 16px 16px;
    overflow: auto;
    border-inline-start: 1px solid var(--_hairline);
    background: var(--_surface);
  }

  .links-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  .links-head .icon {
    border-color: transparent;
  }

  h3 {
    font: inherit;
    font-weight: 600;
  }

  .link-list {
    list-style: none;
  }

  .link-list li {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 8px;
    align-items: start;
    padding-block: 10px;
    border-block-start: 1px solid var(--_hairline);
    overflow-wrap: anywhere;
  }

  .number {
    min-inline-size: 20px;
    border-radius: 10px;
    background: var(--_text);
    color: var(--_surface);
    font-size: 0.75em;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  .words {
    font-weight: 600;
  }

  .address {
    display: -webkit-box;
    overflow: hidden;
    font-size: 0.8125em;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .figure {
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  @media (forced-colors: active) {
    .number {
      border: 1px solid CanvasText;
    }
  }
`;
