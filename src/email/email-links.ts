import { html, nothing, type TemplateResult } from 'lit';
import type { EmailLink as KnownLink } from '../model/email.ts';
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
    const { clicks = noClicks, people = NaN } = knownAt.get(address) ?? {};
    knownAt.delete(address);
    return { url, address, number, text, places, clicks, people };
  });
  const others = [...knownAt].map(([address, { url, clicks, people }]) => {
    return { url, address, number: undefined, text: '', places: 0, clicks, people };
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
  const { links, badges, order, onBadges, onOrder } = options;
  if (links.length === 0) return html`<p class="note">${emailMessages.noLinks}</p>`;
  return html`
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
      links.length > 1 && links.some(({ clicks }) => !Number.isNaN(clicks))
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

function renderFigures(
  { clicks, people, places }: ListedLink,
  localization: EmailLocalization,
): TemplateResult | typeof nothing {
  const { emailMessages, formats } = localization;
  const figures = [
    Number.isNaN(clicks) ? undefined : emailMessages.clicks(clicks, formats.count(clicks)),
    Number.isNaN(people) ? undefined : emailMessages.people(people, formats.count(people)),
    places > 1 ? emailMessages.occurrences(places, formats.count(places)) : undefined,
  ].filter((figure) => figure !== undefined);
  return figures.length === 0 ? nothing : html`<p class="figure">${figures.join(' · ')}</p>`;
}
