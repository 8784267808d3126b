/** Adds the types of the element to Vue templates: `import 'campaign-email-report/vue'` once, anywhere in a project. */
import type {
  CampaignEmailReport,
  CampaignEmailReportEventMap,
  CampaignEmailReportProperties,
} from 'campaign-email-report';
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';

type Listeners = {
  [Type in keyof CampaignEmailReportEventMap]: (event: CampaignEmailReportEventMap[Type]) => void;
};

declare module 'vue' {
  // Children of the tag have a slot, which Vue does not know of other elements.
  interface HTMLAttributes {
    slot?: string | undefined;
  }
  interface GlobalComponents {
    'campaign-email-report': new () => CampaignEmailReport & {
      $props: HTMLAttributes & CampaignEmailReportProperties & PublicProps;
      $emit: EmitFn<Listeners>;
    };
  }
}
