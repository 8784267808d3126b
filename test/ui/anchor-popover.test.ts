import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { anchorPopover } from '../../src/ui/anchor-popover.ts';
import { eventually, nextPaint } from '../support/waiting.ts';

describe('an open popover', () => {
  before(() => setViewport({ width: 600, height: 600 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => document.body.replaceChildren());

  // An error “ResizeObserver loop completed” would fail the test, and fill the error logs of a host.
  it('moves above its button, without an error in the page, when its content no longer fits below', async () => {
    document.body.innerHTML = `<button style="position: fixed; top: 400px">Dates</button>
      <div popover style="margin: 0; overflow: auto"><p style="height: 50px"></p></div>`;
    const button = document.querySelector('button')!;
    const popover = document.querySelector<HTMLElement>('[popover]')!;
    const anchoring = new AbortController();
    popover.showPopover();
    anchorPopover(popover, button, anchoring.signal);
    await nextPaint();
    expect(popover.getBoundingClientRect().top).to.be.above(400);

    popover.querySelector('p')!.style.height = '300px';
    await eventually('the popover above', () => popover.getBoundingClientRect().bottom <= 400);
    await nextPaint();
    anchoring.abort();
  });
});
