/** Adds the types of the element to JSX in React 19: `import 'campaign-email-report/react'` once, anywhere in a project. */
import type {
  CampaignEmailReport,
  CampaignEmailReportEventMap,
  CampaignEmailReportProperties,
} from 'campaign-email-report';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Listeners = {
  [Type in keyof CampaignEmailReportEventMap as `on${Type}`]?: (event: CampaignEmailReportEventMap[Type]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'campaign-email-report': DetailedHTMLProps<HTMLAttributes<CampaignEmailReport>, CampaignEmailReport> &
        CampaignEmailReportProperties &
        Listeners;
    }
  }
}
