import { expect } from 'chai';
import { ReportPage } from '../support/report-page.ts';
import { ViewerPage } from '../support/viewer-page.ts';

const tall = (pixels: number) => `<div style="height:${pixels}px;background:#fc0"></div>`;
const reset = '<style>body{margin:0}</style>';

/** Opens an email, tells the page that it is printed, and returns the size that the email gets. */
async function sizeOnPaper(html: string, choice?: string) {
  const viewer = await ViewerPage.showing({ html: reset + html });
  if (choice !== undefined) await viewer.press(choice);
  window.dispatchEvent(new Event('beforeprint'));
  const { style } = viewer.frame!.parentElement!;
  const read = (name: string) => parseFloat(style.getPropertyValue(`--_email-${name}`));
  return { width: read('width'), height: read('height'), scale: read('scale') };
}

describe('an HTML email on paper', () => {
  afterEach(() => ReportPage.clear());

  // One percent is added, because text may wrap differently on paper.
  for (const [kind, html, height] of [
    ['long', tall(5000), 5050],
    ['short', tall(10), 11],
    [
      'as high as its frame',
      `<style>html,body{height:100%}</style><table width="100%" height="100%" cellspacing="0" cellpadding="0"><tr><td>${tall(500)}</table>`,
      505,
    ],
    ['with an element as high as the viewport', `<div style="min-height:100vh"></div>${tall(500)}`, 1414],
    [
      'with styles for screens',
      `<style>@media screen{p{height:900px}}</style><p style="margin:0;height:50px"></p>`,
      51,
    ],
    ['with styles for paper', `<style>@media print{p{height:900px}}</style><p style="margin:0"></p>`, 909],
    ['with images that are not shown', '<img src="https://a.example/b" height="300" style="display:block">', 303],
    ['millions of pixels high', tall(9_000_000), 50_000],
  ] as const) {
    it(`gets ${height} px if it is ${kind}`, async () => {
      expect(await sizeOnPaper(html)).to.deep.equal({ width: 680, height, scale: 1 });
    });
  }

  it('is scaled to the paper if it is wide', async () => {
    const { width, height, scale } = await sizeOnPaper(`<table width=1000 cellspacing=0><tr><td>${tall(1000)}</table>`);
    expect(width).to.equal(1000);
    expect(height).to.be.within(1000, 1020);
    expect(scale).to.equal(0.68);
  });

  it('has space for remote images whose height is unknown', async () => {
    const image = 'https://127.0.0.1:9/b.png';
    const html = `<img src="${image}" width=600 alt="" style="display:block">`;
    expect((await sizeOnPaper(html, 'Show images')).height).to.be.within(600, 610);
  });

  it('is measured in a frame without scripts, which is removed before anything can load', async () => {
    const viewer = await ViewerPage.showing({ html: tall(50) });
    const device = viewer.frame!.parentElement!;
    const observer = new MutationObserver(() => undefined);
    observer.observe(device, { childList: true });
    const entries = history.length;
    window.dispatchEvent(new Event('beforeprint'));
    const added = observer.takeRecords().flatMap(({ addedNodes }) => [...addedNodes] as HTMLIFrameElement[]);
    expect(added.map((frame) => frame.getAttribute('sandbox'))).to.deep.equal(['allow-same-origin']);
    expect([...device.children]).to.deep.equal([viewer.frame]);
    expect(viewer.frame?.getAttribute('sandbox')).to.equal('');
    expect(history.length).to.equal(entries);
  });
});
