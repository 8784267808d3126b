/**
 * The component for React 18 and 19, and the types of the tag in JSX. See
 * https://react.dev/reference/react-dom/components#custom-html-elements
 */
import type {
  CampaignEmailReport as CampaignEmailReportElement,
  CampaignEmailReportEventMap,
  CampaignEmailReportProperties,
} from 'campaign-email-report';
import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';

/** `report-load` in Pascal case: `ReportLoad`. */
type PascalCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Name>;

/** The handlers of the component: `onReportLoad`, `onViewChange`, … */
type Handlers = {
  [Type in keyof CampaignEmailReportEventMap as `on${PascalCase<Type>}`]?:
    ((event: CampaignEmailReportEventMap[Type]) => void) | undefined;
};

/** The handlers of the tag: `onreport-load`, `onview-change`, … */
type Listeners = {
  [Type in keyof CampaignEmailReportEventMap as `on${Type}`]?:
    ((event: CampaignEmailReportEventMap[Type]) => void) | undefined;
};

/** The props of the component: the properties and events of the element, and those of every HTML element. */
export interface CampaignEmailReportProps
  extends
    CampaignEmailReportProperties,
    Handlers,
    Omit<HTMLAttributes<CampaignEmailReportElement>, keyof CampaignEmailReportProperties | keyof Handlers> {}

/**
 * Shows a report. It works with server rendering, hydration and `StrictMode`, in React 18 and 19. It loads the element
 * itself, in the browser.
 *
 * ```tsx
 * <CampaignEmailReport endpoint="/api/report" token={token} onReportLoad={(event) => log(event.detail.rowCount)} />
 * ```
 */
export const CampaignEmailReport: ForwardRefExoticComponent<
  CampaignEmailReportProps & RefAttributes<CampaignEmailReportElement>
>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'campaign-email-report': DetailedHTMLProps<
        HTMLAttributes<CampaignEmailReportElement>,
        CampaignEmailReportElement
      > &
        CampaignEmailReportProperties &
        Listeners;
    }
  }
}
