import { css } from 'lit';

export const timeFramePickerStyles = css`
  [part='time-frame-dates'] {
    display: inline-block;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  /* On narrow screens only the summary shows the dates. */
  @container (inline-size < 740px) {
    .resolved {
      display: none;
    }
  }

  [part='popover'] {
    padding: 16px;
  }
`;
