import { ReportPage } from './report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from './report-response.ts';
import { emailResponse, json, ViewerPage } from './viewer-page.ts';
import { eventually } from './waiting.ts';

let viewer: ViewerPage;
let long: ReportPage;

const fetcher: typeof fetch = (input) => {
  const isEmail = String(input instanceof Request ? input.url : input).includes('/emails/');
  return Promise.resolve(
    json(isEmail ? emailResponse() : reportResponse(springAndAutumn, { previewUrl: 'emails/{emailId}' })),
  );
};

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
  async showReport(): Promise<void> {
    viewer = new ViewerPage({ fetcher });
    await viewer.page.reaches('ready');
  },
  buttonOfRow: (name: string) => centre(viewer.page.button(name)),
  buttonOfViewer: (name: string) => centre(viewer.button(name)),
  /** Choices are clicked by their labels, which may cover the controls. */
  choice: (label: string) => centre(viewer.choice(label).labels?.[0] ?? viewer.choice(label)),
  opened: () => eventually('the email', () => viewer.isOpen && viewer.frame !== undefined),
  closed: () => viewer.closed(),
  shows: (text: string) => viewer.shows(text),
  title: () => viewer.title,
  focused: () => viewer.focused,
  /** Whether the focus is in the dialog, including its iframe. */
  isFocusInViewer: () =>
    viewer.root?.activeElement !== null &&
    viewer.page.element.shadowRoot?.activeElement?.localName === 'cer-email-viewer',
  frameWidth: () => viewer.frame?.getBoundingClientRect().width,

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
