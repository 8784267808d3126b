import { html, nothing, type TemplateResult } from 'lit';
import type { EmailLink as KnownLink } from '../model/email.ts';
import type { EmailLink } from './sanitizer/sanitizer.ts';
import { hostNameOf } from './host-name.ts';
import type { EmailLocalization } from './email-localization.ts';

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

const addressOf = (url: string) => (URL.canParse(url) ? new URL(url).href : url);

/** Returns the links of the email in order, followed by other clicked links. */
export function listLinks(inEmail: readonly EmailLink[], known: readonly KnownLink[]): readonly ListedLink[] {
  const knownAt = new Map(known.map((link) => [addressOf(link.url), link]));
  const listed = inEmail.map(({ number, url, text, places }) => {
    const address = addressOf(url);
    const { clicks = NaN, people = NaN } = knownAt.get(address) ?? {};
    knownAt.delete(address);
    return { url, address, number, text, places, clicks, people };
  });
  const others = [...knownAt].map(([address, { url, clicks, people }]) => {
    return { url, address, number: undefined, text: '', places: 0, clicks, people };
  });
  return [...listed, ...others];
}

export interface LinkListOptions {
  readonly links: readonly ListedLink[];
  /** The address that was copied last. */
  readonly copied: string | undefined;
  /** Whether the email shows link numbers; `undefined` if it cannot. */
  readonly badges: boolean | undefined;
  readonly onBadges: (badges: boolean) => void;
  readonly onLink: (link: ListedLink) => void;
}

/** Renders the links with their host names. They are not clickable; their addresses can be copied. */
export function renderLinks(options: LinkListOptions, localization: EmailLocalization): TemplateResult {
  const { emailMessages } = localization;
  const { links, badges, onBadges } = options;
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
    <ul class="link-list">
      ${links.map((link) => renderLink(link, options, localization))}
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
