/** Adds the types of the element to Svelte templates: `import 'campaign-email-report/svelte'` once, anywhere in a project. */
import type {
  CampaignEmailReport,
  CampaignEmailReportEventMap,
  CampaignEmailReportProperties,
} from 'campaign-email-report';
import type { HTMLAttributes } from 'svelte/elements';

type Listeners = {
  [Type in keyof CampaignEmailReportEventMap as `on${Type}` | `on:${Type}`]?: (
    event: CampaignEmailReportEventMap[Type],
  ) => void;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'campaign-email-report': HTMLAttributes<CampaignEmailReport> & CampaignEmailReportProperties & Listeners;
  }
}
