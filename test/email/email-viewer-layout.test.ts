import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportRow, springAndAutumn } from '../support/report-response.ts';
import { emailResponse, json, ViewerPage } from '../support/viewer-page.ts';

const dark = '<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style><p>Hello</p>';

/** The labels of the choices in a segmented control. */
function choicesOf(viewer: ViewerPage, name: string): string[] {
  return [...(viewer.root?.querySelectorAll(`.${name} label`) ?? [])].map((label) => label.textContent.trim());
}

const heightOf = (viewer: ViewerPage, selector: string) =>
  viewer.root?.querySelector(selector)?.getBoundingClientRect().height ?? NaN;

describe('layout of the email viewer', () => {
  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  for (const [width, fitting] of [
    [360, []],
    [700, ['Desktop', 'Phone']],
    [800, ['Desktop', 'Phone']],
    [900, ['Desktop', 'Tablet', 'Phone']],
  ] as const) {
    it(`offers the widths that fit the dialog in a viewport of ${width} pixels`, async () => {
      await setViewport({ width, height: 740 });
      const viewer = await ViewerPage.showing();
      await eventually('the widths', () => choicesOf(viewer, 'width').length === fitting.length);
      expect(choicesOf(viewer, 'width')).to.deep.equal([...fitting]);
      if (fitting.length === 0) return;
      await viewer.choose('Phone');
      expect(viewer.frame?.clientWidth).to.equal(375);
    });
  }

  it('shows an email at the full width if the chosen width does not fit any more', async () => {
    await setViewport({ width: 900, height: 740 });
    const viewer = await ViewerPage.showing();
    await viewer.choose('Tablet');
    expect(viewer.frame?.clientWidth).to.equal(768);
    await setViewport({ width: 700, height: 740 });
    await eventually('a narrower frame', () => viewer.frame?.clientWidth === viewer.dialog?.clientWidth);
    expect(viewer.choice('Desktop').checked).to.equal(true);
    await setViewport({ width: 900, height: 740 });
    await eventually('the tablet', () => viewer.frame?.clientWidth === 768);
  });

  const manyRows = Array.from({ length: 40 }, (_, index) =>
    reportRow({ emailId: String(index), emailName: `Email ${index}` }),
  );

  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [1024, 768],
  ] as const) {
    it(`has a head of at most a fifth of the dialog at ${width} × ${height}, in which everything can be reached`, async () => {
      await setViewport({ width, height });
      const subject = 'An invitation that says everything '.repeat(16);
      const viewer = await ViewerPage.showing({ subject, preheader: 'More words. '.repeat(40) });
      const head = viewer.root!.querySelector('header')!;
      expect(head.getBoundingClientRect().height).to.be.at.most(viewer.dialog!.clientHeight / 5);
      expect(viewer.title).to.equal(subject.trim());
      await eventually('the stop', () => head.tabIndex === 0);
      head.focus();
      await sendKeys({ press: 'End' });
      await eventually('the figures', () => {
        const { bottom } = viewer.root!.querySelector('dl')!.getBoundingClientRect();
        return bottom <= head.getBoundingClientRect().bottom;
      });
      const close = viewer.button('Close').getBoundingClientRect();
      expect(close.top).to.be.above(head.getBoundingClientRect().top);
    });
  }

  it('has a head of one line if subject, sender and figures fit', async () => {
    await setViewport({ width: 1440, height: 900 });
    const viewer = await ViewerPage.showing(
      { subject: 'Come', preheader: null, fromAddress: null },
      { columns: 'emailName,delivered,openedRate,clickedRate' },
    );
    expect(heightOf(viewer, 'header')).to.be.below(60);
    expect(viewer.root?.querySelector('header')?.tabIndex).to.equal(-1);
  });

  for (const html of [dark, null]) {
    it(`scrolls as a whole at 320 × 256, ${html ? 'with an email' : 'with plain text'}`, async () => {
      await setViewport({ width: 320, height: 256 });
      const viewer = await ViewerPage.showing({ html, text: 'A line\n'.repeat(100) });
      const dialog = viewer.dialog!;
      expect(dialog.scrollHeight).to.be.above(dialog.clientHeight);
      expect(dialog.scrollWidth).to.equal(dialog.clientWidth);
      for (const part of ['header', '.controls', '.stage', html ? 'iframe' : 'pre']) {
        expect(heightOf(viewer, part), part).to.be.above(30);
      }
      expect(heightOf(viewer, html ? 'iframe' : 'pre')).to.equal(200);
      dialog.scrollTop = dialog.scrollHeight;
      const { bottom } = viewer.root!.querySelector('.stage')!.getBoundingClientRect();
      expect(bottom).to.be.at.most(257);
      await viewer.press('Links 1');
      expect(heightOf(viewer, 'aside')).to.be.at.least(200);
    });
  }

  it('fills the dialog with the email, without a margin', async () => {
    const viewer = await ViewerPage.showing();
    const frame = viewer.frame!.getBoundingClientRect();
    const dialog = viewer.dialog!.getBoundingClientRect();
    expect([frame.left - dialog.left, dialog.right - frame.right, dialog.bottom - frame.bottom]).to.deep.equal([
      1, 1, 1,
    ]);
  });

  it('shows the position of the email among the emails of the table', async () => {
    const viewer = await ViewerPage.ready({ sort: 'emailName' }, springAndAutumn);
    await viewer.open('Élan');
    await viewer.shows('1 of 3');
    await viewer.press('Next email');
    await viewer.shows('2 of 3');
    viewer.page.element.search = 'Invite';
    await viewer.shows('1 of 1');
    viewer.page.element.search = '';
    viewer.page.element.groupBy = 'none';
    await viewer.shows('of 3');
  });

  it('shows no position of an email that the table does not show', async () => {
    const viewer = await ViewerPage.ready({}, springAndAutumn);
    await viewer.open('Invite');
    await viewer.shows(' of 3');
    viewer.page.element.search = 'Reminder';
    await eventually('no position', () => !/\d of \d/.test(viewer.text));
  });

  it('shows the position in French', async () => {
    const viewer = await ViewerPage.ready({ lang: 'fr' }, manyRows);
    await viewer.open('Email 2');
    await viewer.shows('3 sur 40');
    (await viewer.endpoint.request(1)).answer(json(emailResponse({ id: '2' })));
  });
});
