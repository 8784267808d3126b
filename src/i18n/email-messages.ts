/** The reasons why an email cannot be shown. */
export type EmailFailureId = 'missing' | 'forbidden' | 'sign-in' | 'network' | 'timeout' | 'http' | 'contract';

/**
 * All text of the email viewer, in one language; loaded with it.
 * Numbers are passed already formatted. Where a plural depends on a number, the number is passed too.
 */
export interface EmailMessages {
  readonly close: string;
  readonly previous: string;
  readonly next: string;
  /** The position of the email among the emails of the table. */
  readonly position: (position: string, count: string) => string;
  readonly figures: string;
  readonly noSubject: string;
  readonly from: string;
  readonly noLongerInReport: string;
  readonly view: string;
  readonly html: string;
  readonly text: string;
  readonly source: string;
  readonly width: string;
  readonly desktop: string;
  readonly tablet: string;
  readonly phone: string;
  readonly appearance: string;
  readonly light: string;
  readonly dark: string;
  readonly noDarkStyles: string;
  /** The accessible name of the email's frame. */
  readonly frame: (name: string) => string;
  readonly loading: (name: string) => string;
  readonly loadingSlowly: string;
  readonly shown: (name: string) => string;
  readonly failures: Readonly<Record<EmailFailureId, string>>;
  readonly currentVersion: string;
  readonly partial: string;
  readonly imagesOff: string;
  readonly showImages: string;
  readonly imagesOn: string;
  readonly hideImages: string;
  readonly imagesBlocked: string;
  readonly stylesBlocked: string;
  readonly noPage: string;
  readonly pageBlocked: string;
  readonly pageMaybeMissing: string;
  readonly emailBlocked: string;
  readonly tooLarge: string;
  readonly renderAnyway: string;
  readonly showText: string;
  readonly textFromHtml: string;
  readonly noText: string;
  readonly links: string;
  readonly closeLinks: string;
  readonly noLinks: string;
  readonly linkOrder: string;
  readonly byPosition: string;
  readonly byClicks: string;
  readonly numberLinks: string;
  readonly linkInEmail: (number: string) => string;
  readonly clicks: (count: number, formatted: string) => string;
  readonly people: (count: number, formatted: string) => string;
  /** The part of figures that is not flagged as bot: `figures` are clicks and people. */
  readonly withoutBots: (figures: string) => string;
  readonly ofCampaign: string;
  readonly ofAllCampaigns: string;
  readonly withoutLink: string;
  readonly ignoredLinks: string;
  readonly occurrences: (count: number, formatted: string) => string;
  readonly copyAddress: string;
  /** The accessible name of the button, which identifies the link. */
  readonly copyAddressOf: (address: string) => string;
  readonly copied: string;
  readonly notCopied: string;
}
