/** A browser with one window that a test controls. */
export interface Engine {
  readonly name: string;
  /** Whether it preconnects to origins. */
  readonly connectsAhead: boolean;
  /** Navigates to a page and closes all other windows. */
  open(address: string): Promise<void>;
  /** Runs the body of an async function in the page, and returns its result, which is JSON. */
  run(code: string): Promise<unknown>;
  click(x: number, y: number, how?: Press): Promise<void>;
  /** @param held a key that is held down meanwhile */
  press(key: Key, held?: 'Control'): Promise<void>;
  /** The number of windows. */
  windows(): Promise<number>;
  /** Prints the page on A4 and returns the PDF in base64. Missing if the driver cannot print. */
  print?(): Promise<string>;
  /** A screenshot of the window, as PNG or BMP in base64. */
  screenshot(): Promise<string>;
  close(): Promise<void>;
}

export type Key = 'Tab' | 'Enter' | 'Escape' | 'End' | 'Home';

export interface Press {
  readonly button?: 'left' | 'middle';
  readonly key?: 'Control' | 'Shift';
}

/** The size of the viewport. */
export const viewport = { width: 1000, height: 1200 };

/** The API that the pages of Playwright and Puppeteer share. */
interface ClickablePage {
  readonly keyboard: { down(key: 'Control' | 'Shift'): Promise<void>; up(key: 'Control' | 'Shift'): Promise<void> };
  readonly mouse: { click(x: number, y: number, options: { button: 'left' | 'middle' }): Promise<void> };
}

export async function clickPage(page: ClickablePage, x: number, y: number, press: Press = {}): Promise<void> {
  const { button = 'left', key } = press;
  if (key) await page.keyboard.down(key);
  await page.mouse.click(x, y, { button });
  if (key) await page.keyboard.up(key);
}
