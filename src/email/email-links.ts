import { html, nothing, type TemplateResult } from 'lit';
import type { Email, EmailLink as KnownLink } from '../model/email.ts';
import type { EmailLink } from './sanitizer/sanitizer.ts';
import { hostNameOf } from './host-name.ts';
import type { EmailLocalization } from './email-localization.ts';
import { renderSegments } from '../ui/segmented-control.ts';

/** A link in the list: from the email, from the endpoint, or both. */
export interface ListedLink {
  /** The URL as it is in the email. */
  readonly url: string;
  /** The full address in canonical form, without misleading characters. */
  readonly address: string;
  /** The number on the badge in the email; `undefined` if the email does not contain the link any more. */
  readonly number: number | undefined;
  readonly text: string;
  readonly places: number;
  /** `NaN` if unknown to the endpoint. */
  readonly clicks: number;
  readonly people: number;
  readonly humanClicks?: number | undefined;
  readonly humanPeople?: number | undefined;
}

/** The orders of the list. */
export type LinkOrder = 'position' | 'clicks';

const addressOf = (url: string) => (URL.canParse(url) ? new URL(url).href : url);

/**
 * Returns the links of the email in order, followed by other clicked links. A web link without figures has no clicks if
 * the endpoint sends figures. Other links, such as `mailto:`, do not count as clicks.
 * @param known the links with their figures; `undefined` if the endpoint sends none
 */
export function listLinks(
  inEmail: readonly EmailLink[],
  known: readonly KnownLink[] | undefined,
): readonly ListedLink[] {
  const knownAt = new Map((known ?? []).map((link) => [addressOf(link.url), link]));
  const hasFigures = known !== undefined && (known.length === 0 || known.some(({ clicks }) => !Number.isNaN(clicks)));
  const listed = inEmail.map(({ number, url, text, places }) => {
    const address = addressOf(url);
    const noClicks = hasFigures && hostNameOf(address) ? 0 : NaN;
    const { clicks = noClicks, people = NaN, humanClicks, humanPeople } = knownAt.get(address) ?? {};
    knownAt.delete(address);
    return { url, address, number, text, places, clicks, people, humanClicks, humanPeople };
  });
  const others = [...knownAt].map(([address, link]) => {
    return { ...link, address, number: undefined, text: '', places: 0 };
  });
  return [...listed, ...others];
}

/** Sorts links by clicks, in descending order. Links whose clicks are unknown are last. */
function byClicks(links: readonly ListedLink[]): readonly ListedLink[] {
  const rank = ({ clicks }: ListedLink) => (Number.isNaN(clicks) ? -1 : clicks);
  return [...links].sort((one, other) => rank(other) - rank(one));
}

export interface LinkListOptions {
  readonly links: readonly ListedLink[];
  /** Whether the clicks are those of one campaign. */
  readonly isOfCampaign: boolean;
  /** The address that was copied last. */
  readonly copied: string | undefined;
  /** Whether the email shows link numbers; `undefined` if it cannot. */
  readonly badges: boolean | undefined;
  readonly order: LinkOrder;
  readonly onOrder: (order: LinkOrder) => void;
  readonly onBadges: (badges: boolean) => void;
  readonly onLink: (link: ListedLink) => void;
}

/** Renders the links with their host names. They are not clickable; their addresses can be copied. */
export function renderLinks(options: LinkListOptions, localization: EmailLocalization): TemplateResult {
  const { emailMessages } = localization;
  const { links, badges, order, onBadges, onOrder, isOfCampaign } = options;
  if (links.length === 0) return html`<p class="note">${emailMessages.noLinks}</p>`;
  const hasFigures = links.some(({ clicks }) => !Number.isNaN(clicks));
  return html`
    ${hasFigures ? html`<p class="note">${isOfCampaign ? emailMessages.ofCampaign : emailMessages.ofAllCampaigns}</p>` : nothing}
    ${
      badges === undefined
        ? nothing
        : html`<label class="check">
            <input
              type="checkbox"
              .checked=${badges}
              @change=${({ target }: Event) => onBadges((target as HTMLInputElement).checked)}
            />
            ${emailMessages.numberLinks}
          </label>`
    }
    ${
      links.length > 1 && hasFigures
        ? renderSegments<LinkOrder>(
            'order',
            emailMessages.linkOrder,
            { position: emailMessages.byPosition, clicks: emailMessages.byClicks },
            order,
            onOrder,
          )
        : nothing
    }
    <ul class="link-list">
      ${(order === 'clicks' ? byClicks(links) : links).map((link) => renderLink(link, options, localization))}
    </ul>
  `;
}

function renderLink(
  link: ListedLink,
  { copied, onLink }: LinkListOptions,
  localization: EmailLocalization,
): TemplateResult {
  const { emailMessages, formats } = localization;
  const { address, number, text } = link;
  const host = hostNameOf(address);
  return html`<li part="link">
    ${
      number === undefined
        ? html`<span></span>`
        : html`<span class="number" role="img" aria-label=${emailMessages.linkInEmail(formats.count(number))}
            ><span aria-hidden="true">${formats.count(number)}</span></span
          >`
    }
    <div>
      ${text ? html`<p class="words"><bdi>${text}</bdi></p>` : nothing}
      ${
        host
          ? html`<p class="host">
              <bdi>${host.ascii}</bdi>
              ${host.unicode === undefined ? nothing : html`<bdi class="note">${host.unicode}</bdi>`}
            </p>`
          : nothing
      }
      <p class="address note"><bdi dir="ltr">${address}</bdi></p>
      ${renderFigures(link, localization)}
    </div>
    <button
      type="button"
      class="control icon"
      part="copy"
      title=${emailMessages.copyAddress}
      aria-label=${emailMessages.copyAddressOf(address)}
      @click=${() => onLink(link)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d=${address === copied ? 'M3 8.5l3.5 3.5 6.5-8' : 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'} />
      </svg>
    </button>
  </li>`;
}

/** Renders the links whose clicks do not count, and the clicks of which the link is unknown. */
export function renderOtherClicks({ ignoredLinks, withoutLink }: Email, localization: EmailLocalization) {
  const { emailMessages } = localization;
  return html`
    ${
      withoutLink
        ? html`<h4>${emailMessages.withoutLink}</h4>
            ${renderFigures(withoutLink, localization)}`
        : nothing
    }
    ${
      ignoredLinks.length > 0
        ? html`<h4>${emailMessages.ignoredLinks}</h4>
            ${ignoredLinks.map(
              (link) =>
                html`<p class="address note"><bdi dir="ltr">${addressOf(link.url)}</bdi></p>
                  ${renderFigures(link, localization)}`,
            )}`
        : nothing
    }
  `;
}

function renderFigures(
  { clicks, people, humanClicks, humanPeople, places = 0 }: Omit<KnownLink, 'url'> & { readonly places?: number },
  { emailMessages, formats }: EmailLocalization,
): TemplateResult | typeof nothing {
  const known = (count: number | undefined, write: typeof emailMessages.clicks) =>
    count === undefined || Number.isNaN(count) ? [] : [write(count, formats.count(count))];
  const human = [...known(humanClicks, emailMessages.clicks), ...known(humanPeople, emailMessages.people)];
  const figures = [
    ...known(clicks, emailMessages.clicks),
    ...known(people, emailMessages.people),
    ...(human.length > 0 ? [emailMessages.withoutBots(human.join(' · '))] : []),
    ...(places > 1 ? [emailMessages.occurrences(places, formats.count(places))] : []),
  ];
  return figures.length === 0 ? nothing : html`<p class="figure">${figures.join(' · ')}</p>`;
}
