import type { Page } from 'playwright-core';

/** A way in which readers look at a page. Applies to a page that a story has rendered in light at 1280 px. */
export interface Condition {
  readonly name: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  /** Whether the reader sets the text spacing of WCAG 1.4.12. */
  readonly hasTextSpacing?: boolean;
}

/** The conditions in which no story may have a violation. */
export const conditions: readonly Condition[] = [
  { name: 'light' },
  { name: 'dark', scheme: 'dark' },
  { name: 'forced colors', forcedColors: 'active' },
  { name: '320 px', width: 320 },
  { name: 'text spacing', hasTextSpacing: true },
  { name: 'text spacing at 320 px', hasTextSpacing: true, width: 320 },
];

/** The smallest text spacing that WCAG 1.4.12 demands, with the paragraph spacing. */
const textSpacing = `
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p {
  margin-block-end: 2em !important;
}`;

/** Sets the color scheme and the text spacing of a page, in all of its shadow roots. */
function setStyles({ scheme, css }: { scheme: string; css: string }): void {
  const key = '__textSpacing';
  const store = globalThis as unknown as Record<string, CSSStyleSheet>;
  const sheet = (store[key] ??= new CSSStyleSheet());
  sheet.replaceSync(css);
  const visit = (root: Document | ShadowRoot) => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot);
  };
  visit(document);
  document.documentElement.style.colorScheme = scheme;
  for (const stage of document.querySelectorAll<HTMLElement>('.stage')) stage.style.colorScheme = scheme;
}

/** Shows a page as a reader in a condition sees it. */
export async function apply(page: Page, condition: Condition): Promise<void> {
  const { width = 1280, scheme = 'light', forcedColors = 'none', hasTextSpacing = false } = condition;
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, forcedColors, reducedMotion: 'reduce' });
  await page.evaluate(setStyles, { scheme, css: hasTextSpacing ? textSpacing : '' });
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}
