import { expect } from 'chai';
import type { EmailResponse } from '../../src/endpoint/contract.ts';
import type { CampaignEmailReport, PreviewMode } from '../../src/index.ts';
import { eventually } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json } from '../support/viewer-page.ts';

/** A page of its own, under a policy, with a report whose emails are all the same. */
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

  get srcdoc(): string | undefined {
    return (this.#find('dialog iframe') as HTMLIFrameElement | undefined)?.srcdoc;
  }

  get plainText(): string | undefined {
    return this.#find('dialog pre')?.textContent ?? undefined;
  }
}

const trusted = (names: string) => `require-trusted-types-for 'script'; trusted-types ${names}`;

describe('the email viewer under a strict policy', () => {
  afterEach(() => document.body.replaceChildren());

  it('draws the email under Trusted Types with its two policies, without a breach', async () => {
    const page = await StrictPage.open(trusted('lit-html campaign-email-report'));
    await page.showEmail();
    expect(page.srcdoc).to.include('Come');
    expect(page.breaches).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('shows the text where Trusted Types allow lit’s policy alone, and throws nothing', async () => {
    const page = await StrictPage.open(trusted('lit-html'));
    await page.showEmail();
    expect(page.srcdoc).to.equal(undefined);
    expect(page.plainText).to.equal('Come and register.');
    expect(page.text).to.include('Its text is shown instead.');
    expect(page.errors).to.deep.equal([]);
  });

  it('shows the source there of an email without a text', async () => {
    const page = await StrictPage.open(trusted('lit-html'), { text: null, html: '<b>Bold</b>' });
    await page.showEmail();
    expect(page.plainText).to.equal('<b>Bold</b>');
    expect(page.errors).to.deep.equal([]);
  });

  it('says that the page’s policy blocks the email’s styles', async () => {
    const page = await StrictPage.open("style-src 'nonce-1234'");
    await page.showEmail();
    expect(page.text).to.include('blocks the email’s styles');
    expect(page.errors).to.deep.equal([]);
    expect(page.breaches.length).to.be.below(2);
  });

  it('leaves the styles out that the page’s policy would keep out, so that no browser reports each', async () => {
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

  it('shows the endpoint’s page of the email where inline styles are kept out, without a word of styles', async () => {
    const page = await StrictPage.open("style-src 'nonce-1234'", {}, 'page');
    await page.showEmail();
    expect(page.srcdoc).to.equal('');
    expect(page.text).not.to.include('styles');
    expect(page.breaches).to.deep.equal([]);
  });

  it('says that the page’s policy keeps the endpoint’s page out, and shows a document', async () => {
    const page = await StrictPage.open("frame-src 'none'", {}, 'page');
    await page.showEmail();
    await eventually('the document', () => page.srcdoc?.includes('Come'));
    expect(page.text).to.include('blocks the server’s email page');
    expect(page.breaches).to.deep.equal(['frame-src']);
  });

  it('says nothing of styles where they are let through', async () => {
    const page = await StrictPage.open("style-src 'unsafe-inline'");
    await page.showEmail();
    expect(page.text).not.to.include('styles');
    expect(page.breaches).to.deep.equal([]);
  });
});
