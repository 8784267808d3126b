/** How to build the URL of an email. */
export interface EmailLocation {
  /** A URL template with `{emailId}`, and optionally `{campaignId}`. */
  readonly template: string;
  /** The URL that the template is relative to: that of the report's response. It is itself relative to the endpoint. */
  readonly base: string;
  /** The URL of the endpoint, absolute. */
  readonly endpoint: string;
  readonly emailId: string;
  readonly campaignId?: string | undefined;
  /**
   * The parameters of the report, which a URL with `{campaignId}` carries: its links are those that the report counts. Several values
   * repeat a parameter.
   */
  readonly parameters?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
}

/** The URLs of an email as a separate HTML page. */
export interface EmailPage {
  readonly url: string;
  /** The page with remote images; `undefined` if the template has no `{images}`. */
  readonly urlWithImages: string | undefined;
}

/** Whether the links of an email are those of one campaign. */
export const isOfCampaign = (template: string): boolean => template.includes('{campaignId}');

/** Builds the URL of an email. Returns `undefined` if it is not an http or https URL. */
export function emailUrl(
  { template, base, endpoint, emailId, campaignId = '', parameters = {} }: EmailLocation,
  images: 'off' | 'on' = 'off',
): string | undefined {
  try {
    const path = template
      .replaceAll('{emailId}', encodeURIComponent(emailId))
      .replaceAll('{campaignId}', encodeURIComponent(campaignId))
      .replaceAll('{images}', images);
    const url = new URL(path, new URL(base, endpoint));
    url.hash = '';
    if (isOfCampaign(template)) {
      for (const [name, value = []] of Object.entries(parameters)) {
        const values = [value].flat().filter((each) => each !== '');
        if (values.length > 0) url.searchParams.delete(name);
        for (const each of values) url.searchParams.append(name, each);
      }
    }
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Builds the URLs of an email's page. Returns `undefined` if they are not http or https URLs. */
export function emailPage(location: EmailLocation): EmailPage | undefined {
  const url = emailUrl(location);
  if (url === undefined) return undefined;
  return { url, urlWithImages: location.template.includes('{images}') ? emailUrl(location, 'on') : undefined };
}
