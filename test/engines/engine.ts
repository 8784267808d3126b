/** A browser with one window, as the trial of the preview drives it. */
export interface Engine {
  readonly name: string;
  /** Whether it connects to where it may have to ask later: `preconnect`. */
  readonly connectsAhead: boolean;
  /** Goes to a page; windows that were opened meanwhile are closed. */
  open(address: string): Promise<void>;
  /** Runs the body of an async function in the page; the answer is JSON. */
  run(code: string): Promise<unknown>;
  click(x: number, y: number, how?: Press): Promise<void>;
  press(key: Key): Promise<void>;
  /** How many windows there are. */
  windows(): Promise<number>;
  /** What the window shows, as PNG or BMP in base64. */
  picture(): Promise<string>;
  close(): Promise<void>;
}

export type Key = 'Tab' | 'Enter' | 'Escape' | 'End' | 'Home';

export interface Press {
  readonly button?: 'left' | 'middle';
  readonly key?: 'Control' | 'Shift';
}

/** The size of the window's page. */
export const viewport = { width: 1000, height: 1200 };
