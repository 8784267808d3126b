import type { ControlMessages } from '../text/control-messages.ts';
import type { Writing } from './cells.ts';

/** How what a report is chosen with is written. */
export interface ControlWriting extends Writing {
  readonly controls: ControlMessages;
}
