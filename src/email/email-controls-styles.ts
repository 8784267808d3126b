import { css } from 'lit';

/** Styles of the buttons and choices of the viewer. */
export const emailControlsStyles = css`
  button {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
  }

  .segments label:hover {
    background: var(--_raised);
  }

  .navigation > .icon {
    border-color: transparent;
    background: none;
  }

  .navigation > .icon:hover {
    background: var(--_raised);
  }

  button[aria-disabled='true'] {
    background: none;
    cursor: default;
  }

  button[aria-disabled='true'] > svg {
    opacity: 0.35;
  }

  pre:focus-visible,
  .in-frame iframe {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .segments {
    display: flex;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
  }

  .segments label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: calc(var(--_control-size) - 2px);
    padding-inline: 12px;
    border-radius: calc(var(--_radius) - 1px);
    white-space: nowrap;
    cursor: pointer;
  }

  .segments label + label {
    border-inline-start: 1px solid var(--_hairline);
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .segments label:has(+ label) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .segments input {
    position: absolute;
    inset: 0;
    appearance: none;
    margin: 0;
    border-radius: inherit;
    cursor: pointer;
  }

  .segments label:has(:checked) {
    background: var(--_selected);
    font-weight: 600;
  }

  .segments span {
    display: grid;
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
    cursor: pointer;
  }

  .check input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }

  @media (forced-colors: active) {
    .segments label:has(:checked) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
