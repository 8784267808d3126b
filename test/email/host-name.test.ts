import { expect } from 'chai';
import fc from 'fast-check';
import { hostNameOf } from '../../src/email/host-name.ts';

describe('host name of a link', () => {
  for (const [url, ascii, unicode] of [
    ['https://example.com/a?b#c', 'example.com', undefined],
    ['HTTP://user:secret@EXAMPLE.com:8080/', 'example.com', undefined],
    ['https://bücher.example/', 'xn--bcher-kva.example', 'bücher.example'],
    ['https://xn--bcher-kva.example/', 'xn--bcher-kva.example', 'bücher.example'],
    ['https://аррӏе.com/', 'xn--80ak6aa92e.com', 'аррӏе.com'],
    ['https://日本語.例え.jp/', 'xn--wgv71a119e.xn--r8jz45g.jp', '日本語.例え.jp'],
    ['https://www.münchen-und-köln.example', 'www.xn--mnchen-und-kln-6pb8f.example', 'www.münchen-und-köln.example'],
    ['https://127.0.0.1/', '127.0.0.1', undefined],
    ['https://[::1]/', '[::1]', undefined],
  ] as const) {
    it(`is read from ${url}`, () => {
      expect(hostNameOf(url)).to.deep.equal({ ascii, unicode });
    });
  }

  for (const url of ['mailto:a@b.example', '/relative', '#place', '', 'https://', 'javascript:alert(1)', 'tel:1']) {
    it(`is undefined for "${url}"`, () => {
      expect(hostNameOf(url)).to.equal(undefined);
    });
  }

  it('keeps its Unicode form for letters with one spelling', () => {
    const letter = fc.constantFrom(...Array.from('abcxyz0189äöüéñøçабвгдежзαβγδ日本語漢字한국어𠀀𠮷'));
    fc.assert(
      fc.property(fc.string({ unit: letter, minLength: 1, maxLength: 30 }), (label) => {
        const host = `${label}.example`;
        const { ascii, unicode = ascii } = hostNameOf(`https://${host}/`) ?? {};
        expect(unicode).to.equal(host);
      }),
    );
  });
});
