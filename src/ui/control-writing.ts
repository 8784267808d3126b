import type { ControlMessages } from '../i18n/control-messages.ts';
import type { Localization } from './cell-formatters.ts';

/** How what a report is chosen with is written. */
export interface ControlLocalization extends Localization {
  readonly controls: ControlMessages;
}
