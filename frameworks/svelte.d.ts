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

/** The properties that are text or numbers. On a server, Svelte writes all others into the HTML as text. */
type TextProperties = {
  [
    Name in keyof CampaignEmailReportProperties as NonNullable<CampaignEmailReportProperties[Name]> extends
      string | number
      ? Name
      : never
  ]: CampaignEmailReportProperties[Name];
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'campaign-email-report': HTMLAttributes<CampaignEmailReport> & TextProperties & Listeners;
  }
}
