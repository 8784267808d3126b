import { css } from 'lit';

export const timeFramePickerStyles = css`
  [part='time-frame-dates'] {
    display: inline-block;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  /* Where there is little room they are left to the small print, which says them as well. */
  @container (inline-size < 740px) {
    .resolved {
      display: none;
    }
  }

  [part='popover'] {
    padding: 16px;
  }
`;
