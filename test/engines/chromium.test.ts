import { openChromium } from './chromium.ts';
import { tryPreview } from './email-preview.ts';

// What comes only now and then is looked for in `npm run test:engines`, which takes its time.
tryPreview('Chromium', openChromium, 1);
