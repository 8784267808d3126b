import type { EmailResponse } from '../../src/endpoint/email-contract.ts';
import { boundedParents, boxOf, mountIn, unboundedParents } from './host-layouts.ts';
import { ReportPage, type ReportProperties } from './report-page.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from './report-response.ts';
import { emailResponse, json, ViewerPage } from './viewer-page.ts';
import { eventually } from './waiting.ts';

let viewer: ViewerPage;
let long: ReportPage;
/** Answers the request of an email, if one is pending. */
let answerEmail: (() => void) | undefined;

function answerWith(email: ReturnType<typeof emailResponse>): typeof fetch {
  return (input) => {
    const isEmail = String(input instanceof Request ? input.url : input).includes('/emails/');
    if (!isEmail) return Promise.resolve(json(reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' })));
    return new Promise((resolve) => {
      answerEmail = () => resolve(json(email));
    });
  };
}

function centre(element: Element): { x: number; y: number } {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0) throw new Error(`Not visible: ${element.textContent}`);
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

const scroller = (): HTMLElement => long.all('[part~=scroller]')[0] as HTMLElement;

/** The names of the visible rows between the header and the totals. */
function rowsInView(): string[] {
  const top = long.all('thead th')[0]?.getBoundingClientRect().bottom ?? 0;
  const bottom = long.all('tfoot th')[0]?.getBoundingClientRect().top ?? 0;
  const boxes = long
    .all('tbody th[scope=row]')
    .map((row) => ({ name: row.textContent.trim(), box: row.getBoundingClientRect() }));
  return boxes.filter(({ box }) => box.top >= top - 1 && box.bottom <= bottom + 1).map(({ name }) => name);
}

/** The page that a browser driver controls: returns visible content and positions to click. */
export const walk = {
  /** @param email overrides properties of every email */
  async showReport(email: Partial<EmailResponse> = {}): Promise<void> {
    viewer = new ViewerPage({ fetcher: answerWith(emailResponse(email)) });
    await viewer.page.reaches('ready');
  },
  buttonOfRow: (name: string) => centre(viewer.page.button(name)),
  buttonOfViewer: (name: string) => centre(viewer.button(name)),
  /** Choices are clicked by their labels, which may cover the controls. */
  choice: (label: string) => centre(viewer.choice(label).labels?.[0] ?? viewer.choice(label)),
  /** Waits until an email has opened, and its iframe has loaded. */
  async opened(): Promise<void> {
    const answer = await eventually('the request of the email', () => viewer.isOpen && answerEmail);
    const loaded = new Promise((resolve) => {
      viewer.root?.addEventListener('load', resolve, { capture: true, once: true });
    });
    answerEmail = undefined;
    answer();
    await loaded;
  },
  closed: () => viewer.closed(),
  shows: (text: string) => viewer.shows(text),
  title: () => viewer.title,
  focused: () => viewer.focused,
  /** Whether the focus is in the dialog, including its iframe. */
  isFocusInViewer: () =>
    viewer.root?.activeElement !== null &&
    viewer.page.element.shadowRoot?.activeElement?.localName === 'cer-email-viewer',
  /** The height that the browser gets for the email on paper, in CSS pixels. */
  heightOnPaper(): number {
    window.dispatchEvent(new Event('beforeprint'));
    const device = viewer.frame?.parentElement;
    return device ? parseFloat(getComputedStyle(device).getPropertyValue('--_email-height')) : 0;
  },
  /**
   * Draws a PDF. Returns the height of all black pixels in a vertical line, as a share of the height of a page.
   * @param x the place of the line, as a share of the width of a page
   */
  async blackHeight(pdf: string, x: number): Promise<number> {
    const { getDocumentProxy } = await import('unpdf');
    const file = await getDocumentProxy(Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0)));
    let height = 0;
    for (let number = 1; number <= file.numPages; number += 1) {
      const page = await file.getPage(number);
      const size = page.getViewport({ scale: 1 });
      const canvas = Object.assign(document.createElement('canvas'), { width: size.width, height: size.height });
      const canvasContext = canvas.getContext('2d') as CanvasRenderingContext2D;
      await page.render({ canvas, canvasContext, viewport: size }).promise;
      const { data } = canvasContext.getImageData(Math.round(x * size.width), 0, 1, canvas.height);
      const black = Array.from({ length: canvas.height }, (_, row) => (255 - (data[row * 4] ?? 255)) / 255);
      height += black.reduce((sum, each) => sum + each, 0) / canvas.height;
    }
    return height;
  },
  frameWidth: () => viewer.frame?.getBoundingClientRect().width,

  /** Shows a report that was moved into the document of an iframe. */
  async showInFrame(properties: ReportProperties): Promise<void> {
    viewer = new ViewerPage({ fetcher: answerWith(emailResponse()) });
    await viewer.page.reaches('ready');
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position: fixed; inset: 0; inline-size: 100vw; block-size: 100vh; border: 0';
    document.body.append(frame);
    await eventually('the frame', () => frame.contentDocument?.readyState === 'complete');
    frame.contentDocument?.body.append(viewer.page.element);
    // Set in the frame, the properties load their code there.
    Object.assign(viewer.page.element, properties);
    await viewer.page.settled();
  },
  allDefined: (tags: readonly string[]) =>
    eventually(`defined ${tags.join(', ')}`, () =>
      tags.every((tag) => viewer.page.all(tag).some((part) => part.matches(':defined'))),
    ),
  press: (name: string) => viewer.page.press(name),
  showsInReport: (text: string) => viewer.page.shows(text),

  /** The bottom of a long report, relative to the parent, in every parent that gives it a height. */
  async bottomsIn(height: number): Promise<Record<string, number>> {
    const bottoms: Record<string, number> = {};
    for (const [name, html] of Object.entries(boundedParents)) {
      const page = await mountIn(html, reportResponse(manyRows(200)));
      const given = document.querySelector<HTMLElement>('.given') as HTMLElement;
      given.style.blockSize = `${height}px`;
      await page.settled();
      bottoms[name] = Math.round(boxOf(page, '[part=report]').bottom - given.getBoundingClientRect().top);
    }
    return bottoms;
  },
  /** The height of a short report in excess of its rows, in every parent that gives it none, with the widths in a container. */
  async naturalSizesIn(width: number): Promise<Record<string, { gap: number; width: number }>> {
    const sizes: Record<string, { gap: number; width: number }> = {};
    for (const [name, html] of Object.entries(unboundedParents)) {
      const page = await mountIn(`<div style="inline-size: ${width}px">${html}</div>`, reportResponse(springAndAutumn));
      const box = boxOf(page, '[part=report]');
      sizes[name] = { gap: Math.round(box.bottom - boxOf(page, 'tfoot').bottom), width: Math.round(box.width) };
    }
    return sizes;
  },

  async showMillion(): Promise<void> {
    const rows = Array.from({ length: 1_000_000 }, (_, index) =>
      reportRow({ emailId: `${index + 1}`, emailName: `E${index + 1}` }),
    );
    long = ReportPage.mount({ report: reportResponse(rows), groupBy: 'none', sort: 'emailName' });
    long.element.style.blockSize = '100vh';
    await long.reaches('ready');
  },
  /** Waits until the focus is in a cell. */
  async focusRows(): Promise<void> {
    scroller().focus();
    await eventually('the focus in a cell', () => long.focusedCell !== undefined);
  },
  scrollRows: (share: number) => (scroller().scrollTop = share * scroller().scrollHeight),
  beginsWith: (name: string) => eventually(`${name} in view`, () => rowsInView()[0] === name),
  endsWith: (name: string) => eventually(`${name} in view`, () => rowsInView().at(-1) === name),
};

export type Walk = typeof walk;

Object.assign(window, { walk });
