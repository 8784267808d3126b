import type { CampaignEmailReportEventMap, ReportEventListening } from './events.ts';
import { ShadowElement } from './ui/shadow-element.ts';

/** An element that fires the public events, with their types. */
export class ReportEventTarget extends ShadowElement {
  /** @ignore */
  declare addEventListener: ReportEventListening<this>;
  /** @ignore */
  declare removeEventListener: ReportEventListening<this>;

  /**
   * @internal Fires an event.
   * @returns `false` if the host has canceled it
   */
  protected emit<Type extends keyof CampaignEmailReportEventMap>(
    type: Type,
    detail: CampaignEmailReportEventMap[Type]['detail'],
    options?: EventInit,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(type, { ...options, detail }));
  }
}
