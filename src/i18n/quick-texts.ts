import type { TextMakers } from './formats.ts';
import { quickDay } from './quick-days.ts';
import { quickCount, quickRate } from './quick-numbers.ts';

/** The texts that `Intl` makes, in a fraction of its time: what a long table is scrolled with. */
export const quickTexts: TextMakers = { count: quickCount, rate: quickRate, day: quickDay };
