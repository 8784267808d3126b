import { css } from 'lit';

export const columnOrderStyles = css`
  :host {
    display: block;
  }

  ul {
    margin: 0;
    padding: 0 8px 12px;
    /* With none, VoiceOver would not announce a list. */
    list-style: '';
  }

  li {
    display: flex;
    gap: 4px;
    align-items: center;
    block-size: max(32px, var(--_control-size));
    padding-inline: 8px 0;
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: grab;
    user-select: none;
  }

  li:hover {
    background: var(--_raised);
  }

  .first {
    padding-inline-end: 8px;
    background: none;
    cursor: default;
  }

  .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .always {
    flex: none;
    color: var(--_muted);
    font-size: 0.875em;
  }

  /* Visible dots in a box that is large enough for touch. */
  .handle {
    box-sizing: content-box;
    margin-inline-start: -8px;
    padding: 8px 4px 8px 8px;
    color: var(--_muted);
    stroke-width: 2;
    touch-action: none;
  }

  button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(28px, calc(var(--_control-size) - 8px));
    block-size: 100%;
    border-radius: var(--_radius);
    color: var(--_muted);
  }

  button:hover {
    color: var(--_text);
  }

  button[aria-disabled='true'] {
    opacity: 0.3;
    cursor: default;
  }

  button:focus-visible {
    outline-offset: -2px;
  }

  .dragging > :not(.dragged) {
    transition: translate 120ms;
  }

  .dragged {
    position: relative;
    z-index: 1;
    outline: 1px solid var(--_control);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    cursor: grabbing;
  }

  @media (prefers-reduced-motion: reduce) {
    .dragging > * {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    button[aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }
  }
`;
