import { css } from 'lit';

/**
 * The design tokens of the element. Each private `--_` property takes the host page's `--cer-` token, or a default with
 * a contrast of at least 4.5:1 (text) or 3:1 (borders of controls) on both surfaces, light and dark.
 */
export const tokens = css`
  :host {
    --_surface: var(--cer-surface, light-dark(#ffffff, #15181e));
    --_raised: var(--cer-raised, light-dark(#f6f7f9, #1e222a));
    --_hairline: var(--cer-hairline, light-dark(#d5d9e0, #363c48));
    --_control: var(--cer-control, light-dark(#868d9b, #767f90));
    --_text: var(--cer-text, light-dark(#1b1f27, #e8eaef));
    --_muted: var(--cer-muted, light-dark(#565d6b, #a5adbb));
    --_accent: var(--cer-accent, light-dark(#1f5fc4, #8ab4ff));
    --_positive: var(--cer-positive, light-dark(#19703a, #6fd08c));
    --_negative: var(--cer-negative, light-dark(#b3261e, #ff8f87));
    --_warning: var(--cer-warning, light-dark(#8a5300, #f2b457));
    --_shadow: var(--cer-shadow, 0 8px 24px light-dark(#1b1f2729, #00000099));
    --_selected: var(--cer-selected, color-mix(in srgb, var(--_accent) 14%, var(--_surface)));
    --_header: var(--cer-header, var(--_surface));
    --_on-accent: var(--cer-on-accent, var(--_surface));
    --_radius: var(--cer-radius, 6px);
    --_space: var(--cer-space, 12px);
    --_dense: var(--cer-space, 8px);
    --_control-size: var(--cer-control-height, 32px);
  }

  @media (pointer: coarse) {
    :host {
      --_control-size: max(44px, var(--cer-control-height, 44px));
    }
  }

  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_raised: Canvas;
      --_selected: Canvas;
      --_header: Canvas;
      --_on-accent: HighlightText;
      --_hairline: CanvasText;
      --_control: ButtonBorder;
      --_text: CanvasText;
      --_muted: CanvasText;
      --_accent: Highlight;
      --_positive: CanvasText;
      --_negative: CanvasText;
      --_warning: CanvasText;
      --_shadow: none;
    }
  }
`;
