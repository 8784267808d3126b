/** Why an email cannot be shown. */
export type EmailFailureId = 'missing' | 'forbidden' | 'sign-in' | 'network' | 'timeout' | 'http' | 'contract';

/**
 * Every word of the email viewer, in one language; loaded with the viewer.
 * Numbers are given already formatted; where a plural depends on a number, it is given as well.
 */
export interface EmailMessages {
  readonly close: string;
  readonly previous: string;
  readonly next: string;
  readonly figures: string;
  readonly noSubject: string;
  readonly from: string;
  readonly gone: string;
  readonly view: string;
  readonly html: string;
  readonly text: string;
  readonly source: string;
  readonly width: string;
  readonly desktop: string;
  readonly tablet: string;
  readonly phone: string;
  readonly colors: string;
  readonly light: string;
  readonly dark: string;
  /** The name of the frame that the email is in. */
  readonly frame: (name: string) => string;
  readonly loading: (name: string) => string;
  readonly loadingSlowly: string;
  readonly shown: (name: string) => string;
  readonly failures: Readonly<Record<EmailFailureId, string>>;
  readonly imagesOff: string;
  readonly showImages: string;
  readonly imagesOn: string;
  readonly hideImages: string;
  readonly imagesOfPage: string;
  readonly stylesKeptOut: string;
  readonly noPage: string;
  readonly pageKeptOut: string;
  readonly pageUnseen: string;
  readonly refused: string;
  readonly tooLarge: string;
  readonly renderAnyway: string;
  readonly showText: string;
  readonly textOfHtml: string;
  readonly noText: string;
  readonly links: string;
  readonly closeLinks: string;
  readonly noLinks: string;
  readonly numberLinks: string;
  readonly linkInEmail: (number: string) => string;
  readonly clicks: (count: number, formatted: string) => string;
  readonly people: (count: number, formatted: string) => string;
  readonly places: (count: number, formatted: string) => string;
  readonly copyAddress: string;
  /** The same for those who do not see which link it is at. */
  readonly copyAddressOf: (address: string) => string;
  readonly copied: string;
  readonly notCopied: string;
}
