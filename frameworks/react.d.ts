/** Adds `<campaign-email-report>` to the types of JSX in React 19. Import `campaign-email-report/react` once. */
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
