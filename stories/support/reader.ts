import { eventually, type ReportPage } from '../../test/support/report-page.ts';

/** What a reader points at, by its words. */
export function elementOf(page: ReportPage, selector: string, text: string): HTMLElement {
  const found = page.all(selector).find((element) => element.textContent.replace(/\s+/g, ' ').trim() === text);
  if (!found) throw new Error(`There is no ${selector} "${text}".`);
  return found as HTMLElement;
}

/** The element that has the focus, in whatever shadow root. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

export function pressKey(key: string): void {
  focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
}

export async function openTimeFrames(page: ReportPage): Promise<void> {
  (page.all('[aria-haspopup=dialog]')[0] as HTMLElement).click();
  await eventually('the time frames', () => page.all('[role=option]').length > 0);
}
