import { openChromium } from './preview/chromium.ts';
import { tryPreview } from './preview/trial.ts';

// What comes only now and then is looked for in `npm run test:engines`, which takes its time.
tryPreview('Chromium', openChromium, 1);
