import { expect } from 'chai';
import type { EmailResponse } from '../../src/endpoint/email-contract.ts';
import type { CampaignEmailReport, PreviewMode } from '../../src/index.ts';
import { eventually } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json } from '../support/viewer-page.ts';

/** A separate page under a policy, with a report whose emails are all the same. */
class StrictPage {
  readonly #frame = document.createElement('iframe');
  readonly breaches: string[] = [];
  readonly errors: string[] = [];
  #element!: CampaignEmailReport;

  static async open(
    policy: string,
    email: Partial<EmailResponse> = {},
    previewMode: PreviewMode = 'document',
  ): Promise<StrictPage> {
    const page = new StrictPage();
    await page.#load(policy, emailResponse(email), previewMode);
    return page;
  }

  async #load(policy: string, email: EmailResponse, previewMode: PreviewMode): Promise<void> {
    const head = { previewUrl: 'emails/{emailId}', previewPageUrl: 'emails/{emailId}/preview' };
    this.#frame.style.cssText = 'width: 900px; height: 600px';
    this.#frame.srcdoc =
      `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<script type="module" src="${location.origin}/src/define.ts"></script>`;
    document.body.append(this.#frame);
    await new Promise((resolve) => this.#frame.addEventListener('load', resolve, { once: true }));
    const { contentWindow, contentDocument } = this.#frame;
    contentDocument!.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      this.breaches.push(violatedDirective),
    );
    contentWindow!.addEventListener('error', ({ message }) => this.errors.push(message));
    contentWindow!.addEventListener('unhandledrejection', ({ reason }) => this.errors.push(String(reason)));
    this.#element = contentDocument!.createElement('campaign-email-report');
    Object.assign(this.#element, {
      endpoint: `${location.origin}/api/report`,
      previewMode,
      fetcher: (url: string) =>
        Promise.resolve(json(url.includes('/emails/') ? email : reportResponse(springAndAutumn, head))),
    });
    contentDocument!.body.append(this.#element);
  }

  #find(selector: string, text = ''): HTMLElement | undefined {
    const find = (root: ParentNode): HTMLElement | undefined => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.matches(selector) && element.textContent.includes(text)) return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return undefined;
    };
    return this.#element.shadowRoot ? find(this.#element.shadowRoot) : undefined;
  }

  async showEmail(): Promise<void> {
    (await eventually('the row', () => this.#find('tbody button', 'Invite'))).click();
    await eventually('the email', () => this.#find('dialog iframe, dialog pre'));
  }

  get text(): string {
    return (this.#find('dialog')?.innerText ?? '').replace(/\s+/g, ' ');
  }

  /** Returns the height of the email on paper, in CSS pixels. */
  heightOnPaper(): number {
    this.#frame.contentWindow!.dispatchEvent(new Event('beforeprint'));
    return parseFloat(this.#find('.device')?.style.getPropertyValue('--_email-height') ?? '');
  }

  get srcdoc(): string | undefined {
    return (this.#find('dialog iframe') as HTMLIFrameElement | undefined)?.srcdoc;
  }

  get plainText(): string | undefined {
    return this.#find('dialog pre')?.textContent ?? undefined;
  }
}

const trusted = (names: string) => `require-trusted-types-for 'script'; trusted-types ${names}`;

describe('email viewer under a strict content security policy', () => {
  afterEach(() => document.body.replaceChildren());

  it('renders the email under Trusted Types without a violation', async () => {
    const page = await StrictPage.open(trusted('lit-html campaign-email-report'));
    await page.showEmail();
    expect(page.srcdoc).to.include('Come');
    expect(page.breaches).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('falls back to the text if Trusted Types allow only the policy of lit', async () => {
    const page = await StrictPage.open(trusted('lit-html'));
    await page.showEmail();
    expect(page.srcdoc).to.equal(undefined);
    expect(page.plainText).to.equal('Come and register.');
    expect(page.text).to.include('Its text is shown instead.');
    expect(page.errors).to.deep.equal([]);
  });

  it('falls back to the source of an email without a text', async () => {
    const page = await StrictPage.open(trusted('lit-html'), { text: null, html: '<b>Bold</b>' });
    await page.showEmail();
    expect(page.plainText).to.equal('<b>Bold</b>');
    expect(page.errors).to.deep.equal([]);
  });

  for (const policy of [trusted('lit-html campaign-email-report'), "style-src 'nonce-1234'", "frame-src 'none'"]) {
    it(`measures the email for paper with ${policy}`, async () => {
      const page = await StrictPage.open(policy, { html: '<br>'.repeat(100) });
      await page.showEmail();
      const before = page.breaches.length;
      expect(page.heightOnPaper()).to.be.within(1500, 3000);
      expect(page.breaches.length).to.equal(before);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('says that the page’s policy blocks the email’s styles', async () => {
    const page = await StrictPage.open("style-src 'nonce-1234'");
    await page.showEmail();
    expect(page.text).to.include('blocks the email’s styles');
    expect(page.errors).to.deep.equal([]);
    expect(page.breaches.length).to.be.below(2);
  });

  it('omits styles that the policy blocks, so that the browser does not report each of them', async () => {
    const html = '<style>p{color:red}</style><p style="color:red"><svg style="color:red"></svg>Come</p>';
    const strict = await StrictPage.open("style-src 'nonce-1234'", { html });
    await strict.showEmail();
    expect(strict.srcdoc)
      .to.include('Come')
      .and.not.to.match(/(?:<|&#60;)style|style=/);
    const other = await StrictPage.open("style-src 'unsafe-inline'", { html });
    await other.showEmail();
    expect(other.srcdoc)
      .to.include('Come')
      .and.to.match(/<style.*&#60;style.*style=/);
  });

  it('shows the endpoint’s page without a notice if inline styles are blocked', async () => {
    const page = await StrictPage.open("style-src 'nonce-1234'", {}, 'page');
    await page.showEmail();
    expect(page.srcdoc).to.equal('');
    expect(page.text).not.to.include('blocks the email’s styles');
    expect(page.breaches).to.deep.equal([]);
  });

  it('shows a generated document with a notice if the policy blocks the endpoint’s page', async () => {
    const page = await StrictPage.open("frame-src 'none'", {}, 'page');
    await page.showEmail();
    await eventually('the document', () => page.srcdoc?.includes('Come'));
    expect(page.text).to.include('blocks the server’s email page');
    expect(page.breaches).to.deep.equal(['frame-src']);
  });

  it('shows no notice if styles are allowed', async () => {
    const page = await StrictPage.open("style-src 'unsafe-inline'");
    await page.showEmail();
    expect(page.text).not.to.include('blocks the email’s styles');
    expect(page.breaches).to.deep.equal([]);
  });
});
