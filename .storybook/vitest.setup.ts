import { afterEach, beforeEach, expect } from 'vitest';
import { commands } from 'vitest/browser';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Has the browser show pages in the few colours of a reader. */
    forceColors: (forced: 'active' | 'none') => Promise<void>;
  }
}

/** No story can force colours upon itself: for the one that is about them, the browser does. */
const isAboutForcedColours = ({ name }: { readonly name: string }) => name === 'Forced colours';

beforeEach(async ({ task }) => {
  if (!isAboutForcedColours(task)) return;
  await commands.forceColors('active');
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
});

afterEach(async ({ task }) => {
  if (isAboutForcedColours(task)) await commands.forceColors('none');
});
