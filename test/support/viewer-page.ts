import type { ReportResponseRow } from '../../src/endpoint/contract.ts';
import type { EmailResponse } from '../../src/endpoint/email-contract.ts';
import { FakeEndpoint, type PendingRequest } from './fake-endpoint.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from './report-page.ts';
import { reportResponse, springAndAutumn } from './report-response.ts';

/** A complete email with the id 11. `fields` override its properties. */
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

/** Page object of the email viewer, with a report whose emails have a preview. */
export class ViewerPage {
  readonly endpoint = new FakeEndpoint();
  readonly page: ReportPage;

  constructor(properties: ReportProperties = {}) {
    const { fetcher } = this.endpoint;
    this.page = ReportPage.mount({ endpoint: '/api/report', fetcher, wait: () => Promise.resolve(), ...properties });
  }

  /** A page whose report has loaded. */
  static async ready(properties: ReportProperties = {}, rows: readonly ReportResponseRow[] = springAndAutumn) {
    const viewer = new ViewerPage(properties);
    (await viewer.endpoint.request(0)).answer(reportResponse(rows, { previewUrl: 'emails/{emailId}' }));
    await viewer.page.reaches('ready');
    return viewer;
  }

  /** A page that shows an email, by default the first email of the first campaign. */
  static async showing(email: Partial<EmailResponse> = {}, properties: ReportProperties = {}) {
    const viewer = await ViewerPage.ready(properties);
    await viewer.open('Invite');
    const loaded = new Promise((resolve) =>
      viewer.root?.addEventListener('load', resolve, { capture: true, once: true }),
    );
    (await viewer.endpoint.request(1)).answer(json(emailResponse(email)));
    await viewer.shows(email.subject ?? 'You are invited');
    // Keys pressed before the iframe has loaded are lost.
    if (viewer.frame) await loaded;
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

  /** The accessible name of the dialog. */
  get title(): string {
    const { root, dialog } = this;
    return root?.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent.trim() ?? '';
  }

  /** The visible text of the dialog. */
  get text(): string {
    return this.dialog?.innerText.replace(/\s+/g, ' ') ?? '';
  }

  /** The text of the live region. */
  get announcement(): string {
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
    if (!found) throw new Error(`No button "${name}" among: ${buttons.map(nameOf).join(', ')}`);
    return found;
  }

  choice(label: string): HTMLInputElement {
    const labels = [...(this.root?.querySelectorAll('label') ?? [])];
    const found = labels.find((each) => each.textContent.trim() === label)?.control;
    if (!found) throw new Error(`No choice "${label}"`);
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
    await eventually('the viewer to close', () => this.page.all('cer-email-viewer').length === 0);
    await this.page.settled();
  }

  /** The accessible name or the text of the focused element, or its tag name. */
  get focused(): string {
    const active = activeElement();
    return active?.getAttribute('aria-label') ?? (active?.textContent.trim() || (active?.localName ?? ''));
  }
}
