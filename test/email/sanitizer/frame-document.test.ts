import { expect } from 'chai';
import {
  buildFrameDocument,
  findLinks,
  toPlainText,
  type FrameOptions,
} from '../../../src/email/sanitizer/sanitizer.ts';
import { parseEmail } from './sanitize-html.ts';

describe('an email in its frame', () => {
  it('lists each link once, in order, with its text', () => {
    const html = `<a href=" https://a.example ">One  <b>link</b></a><a href="#top">Top</a><a href="mailto:b@c.example"><img alt="Mail"></a>
      <a href="https://a.example"><img alt="again"></a><map><area href="/d" alt="D"></map><a href="javascript:e">E</a><a name=f>F</a><a href>G</a>`;
    expect(findLinks(parseEmail(html))).to.deep.equal([
      { number: 1, url: 'https://a.example', text: 'One link', places: 2 },
      { number: 2, url: 'mailto:b@c.example', text: 'Mail', places: 1 },
      { number: 3, url: '/d', text: 'D', places: 1 },
    ]);
  });

  it('shows a numbered badge on each link', () => {
    const html = '<a href=a>A</a><a href=b>B</a><a href=a data-cer-badge=9>C</a>';
    const badges = (options: FrameOptions) => [
      ...buildFrameDocument(parseEmail(html), options).matchAll(/span data-cer-badge=&#34;&#34;&#62;(\d)/g),
    ];
    expect(badges({ badges: true }).map(([, number]) => number)).to.deep.equal(['1', '2', '1']);
    expect(badges({})).to.deep.equal([]);
  });

  for (const [policy, height] of [
    ["style-src 'unsafe-inline'", 540],
    ["style-src 'none'", 480],
  ] as const) {
    it(`fills the width of its frame and ${height} of 540 pixels on a page with ${policy}`, async () => {
      const page = document.createElement('iframe');
      page.style.cssText = 'width: 500px; height: 600px; border: 0';
      page.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><iframe width="480" height="540" frameborder="0"></iframe>`;
      const loaded = (frame: HTMLIFrameElement) =>
        new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(page);
      await loaded(page);
      const frame = page.contentDocument!.querySelector('iframe')!;
      frame.srcdoc = buildFrameDocument(parseEmail('<p>a</p>'));
      await loaded(frame);
      const box = frame.contentDocument!.querySelector('iframe')!.getBoundingClientRect();
      page.remove();
      expect([box.x, box.y, box.width, box.height]).to.deep.equal([0, 0, 480, height]);
    });
  }

  it('converts to plain text', () => {
    const html = `<style>a{}</style><div style="display:none">preheader</div><h1>Title</h1><p>One   line<br>and
      another</p><ul><li>a<li>b</ul><table><tr><td>c<td>d</table><img alt="A picture">`;
    expect(toPlainText(parseEmail(html))).to.equal('Title\n\nOne line\nand another\n\n• a\n\n• b\n\nc d\n\nA picture');
  });
});
