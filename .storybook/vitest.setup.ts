import { afterEach, beforeEach, expect } from 'vitest';
import { commands } from 'vitest/browser';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Turns forced colors mode on or off in the browser. */
    forceColors: (forced: 'active' | 'none') => Promise<void>;
  }
}

/** Whether a test needs forced colors mode, which a story cannot turn on itself. */
const needsForcedColors = ({ name }: { readonly name: string }) => name === 'Forced colors';

beforeEach(async ({ task }) => {
  if (!needsForcedColors(task)) return;
  await commands.forceColors('active');
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
});

afterEach(async ({ task }) => {
  if (needsForcedColors(task)) await commands.forceColors('none');
});
