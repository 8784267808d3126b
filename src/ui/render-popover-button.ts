import { html, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/messages.ts';

/** The content and the look of a button that opens a popover. */
export interface PopoverButtonSettings {
  /** The text of the button, and the accessible name of the popover. */
  readonly label: string;
  readonly messages: Messages;
  /** The part name of the button. */
  readonly part: string;
  /** The part names of the content. */
  readonly parts: string;
  /** The visible content of the button. Default: its label. */
  readonly content?: TemplateResult | undefined;
  /** The `d` attribute of the path of an icon, 16 by 16, which replaces the text on narrow screens. Empty: the text stays. */
  readonly icon: string;
  /** Renders the element that fills the popover and can close it. Its tag may be undefined until `loadContent` resolves. */
  readonly renderContent: (close: () => void) => TemplateResult;
  /** Loads the module that defines the content. */
  readonly loadContent: () => Promise<unknown>;
}

/** Renders a button of the toolbar. */
export function renderPopoverButton(settings: PopoverButtonSettings): TemplateResult {
  const { part, parts } = settings;
  return html`<cer-popover-button
    class=${part}
    exportparts="${part}, popover, ${parts}"
    .settings=${settings}
  ></cer-popover-button>`;
}
