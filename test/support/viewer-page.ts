import type { EmailResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { FakeEndpoint, type PendingRequest } from './fake-endpoint.ts';
import { eventually, ReportPage, type ReportProperties } from './report-page.ts';
import { reportResponse, springAndAutumn } from './report-response.ts';

/** Email 11 in full; what is given replaces that. */
export function emailResponse(fields: Partial<EmailResponse> = {}): EmailResponse {
  return {
    id: '11',
    name: 'Invite',
    subject: 'You are invited',
    preheader: 'Two days of talks',
    fromName: 'Example',
    fromAddress: 'news@example.com',
    html: '<h1>Come</h1><p><a href="https://example.com/a">Register</a> <a href="https://bücher.example/">Books</a></p>',
    text: 'Come and register.',
    links: [{ url: 'https://example.com/a', clicks: 61, people: 48 }],
    ...fields,
  };
}

export const json = (value: unknown) => Response.json(value);

function activeElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A report whose emails can be shown, and the viewer as a reader meets it. */
export class ViewerPage {
  readonly endpoint = new FakeEndpoint();
  readonly page: ReportPage;

  constructor(properties: ReportProperties = {}) {
    const { fetcher } = this.endpoint;
    this.page = ReportPage.mount({ endpoint: '/api/report', fetcher, wait: () => Promise.resolve(), ...properties });
  }

  /** A page that has its report. */
  static async ready(properties: ReportProperties = {}, rows: readonly ReportResponseRow[] = springAndAutumn) {
    const viewer = new ViewerPage(properties);
    (await viewer.endpoint.request(0)).answer(reportResponse(rows, { previewUrl: 'emails/{emailId}' }));
    await viewer.page.reaches('ready');
    return viewer;
  }

  /** A page that shows an email: by default the first campaign's first. */
  static async showing(email: Partial<EmailResponse> = {}, properties: ReportProperties = {}) {
    const viewer = await ViewerPage.ready(properties);
    await viewer.open('Invite');
    (await viewer.endpoint.request(1)).answer(json(emailResponse(email)));
    await viewer.shows(email.subject ?? 'You are invited');
    return viewer;
  }

  async open(name: string): Promise<void> {
    await this.page.press(name);
    await eventually('the viewer', () => this.isOpen);
  }

  get requests(): readonly PendingRequest[] {
    return this.endpoint.requests;
  }

  get root(): ShadowRoot | undefined {
    return this.page.all('cer-email-viewer')[0]?.shadowRoot ?? undefined;
  }

  get dialog(): HTMLDialogElement | undefined {
    return this.root?.querySelector('dialog') ?? undefined;
  }

  get isOpen(): boolean {
    return this.dialog?.matches(':modal') ?? false;
  }

  /** The name of the dialog, which is its heading. */
  get title(): string {
    const { root, dialog } = this;
    return root?.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent.trim() ?? '';
  }

  /** All that can be read in the dialog. */
  get text(): string {
    return this.dialog?.innerText.replace(/\s+/g, ' ') ?? '';
  }

  get said(): string {
    return this.root?.querySelector('[role=status]')?.textContent.trim() ?? '';
  }

  get frame(): HTMLIFrameElement | undefined {
    return this.root?.querySelector('iframe') ?? undefined;
  }

  async shows(text: string): Promise<void> {
    await eventually(`"${text}" in the viewer`, () => this.text.includes(text));
  }

  button(name: string): HTMLButtonElement {
    const nameOf = (button: Element) => button.getAttribute('aria-label') ?? (button as HTMLElement).innerText;
    const buttons = [...(this.root?.querySelectorAll('button') ?? [])];
    const found = buttons.find((button) => nameOf(button).replace(/\s+/g, ' ').trim() === name);
    if (!found) throw new Error(`There is no button "${name}", but: ${buttons.map(nameOf).join(', ')}`);
    return found;
  }

  choice(label: string): HTMLInputElement {
    const labels = [...(this.root?.querySelectorAll('label') ?? [])];
    const found = labels.find((each) => each.textContent.trim() === label)?.control;
    if (!found) throw new Error(`There is no choice "${label}".`);
    return found as HTMLInputElement;
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  async choose(label: string): Promise<void> {
    this.choice(label).click();
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.settled();
    const [viewer] = this.page.all('cer-email-viewer');
    await (viewer as unknown as { updateComplete: Promise<unknown> } | undefined)?.updateComplete;
  }

  async closed(): Promise<void> {
    await eventually('the viewer to be gone', () => this.page.all('cer-email-viewer').length === 0);
    await this.page.settled();
  }

  /** The words of what has the focus, or the name of its tag. */
  get focused(): string {
    const active = activeElement();
    return active?.getAttribute('aria-label') ?? (active?.textContent.trim() || (active?.localName ?? ''));
  }
}
