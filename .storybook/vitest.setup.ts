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

/** The warnings that Lit has logged, each once. Its development build keeps them here. */
const { litIssuedWarnings = new Set<string>() } = globalThis as { litIssuedWarnings?: Set<string> };

afterEach(async ({ task }) => {
  const warnings = [...litIssuedWarnings].filter((warning) => warning.includes('change-in-update'));
  // Lit would not log them again in the next story.
  for (const warning of warnings) litIssuedWarnings.delete(warning);
  expect(warnings).toEqual([]);
  if (needsForcedColors(task)) await commands.forceColors('none');
});
