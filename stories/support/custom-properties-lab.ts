import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CampaignEmailReport } from '../../src/index.ts';
import { scenarioEndpoint, scenarioNow } from '../../src/testing/testing.ts';
import { cssProperties, withCode } from './described.ts';
import './custom-properties-lab.css';

const pixels = /^(\d+)px$/;

/** A default with those of the other properties that it is made of: `var(--_surface)`. */
function resolved(value: string): string {
  return value.replace(/var\(--_([\w-]+)\)/g, (_, name) => {
    const other = cssProperties.find((property) => property.name === `--cer-${name as string}`);
    return resolved(other?.default ?? '');
  });
}

/** A colour as a field of colours has it, whatever makes it in a colour scheme; undefined for what is no colour. */
function colourOf(value: string, scheme: string): string | undefined {
  if (!CSS.supports('color', value)) return undefined;
  const probe = document.body.appendChild(document.createElement('i'));
  Object.assign(probe.style, { colorScheme: scheme, color: value });
  const { color: colour } = getComputedStyle(probe);
  probe.remove();
  // `rgb(31, 95, 196)`, or what is mixed: `color(srgb 0.1 0.4 0.8)`.
  const parts = colour
    .match(/[\d.]+/g)
    ?.slice(0, 3)
    .map((part) => Number(part) * (colour.startsWith('rgb') ? 1 : 255));
  return parts && `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** A form with a field for every custom property, beside an element that takes them at once. */
export class CustomPropertiesLab extends LitElement {
  @property() scheme = 'light';
  @state() private chosen: Readonly<Record<string, string>> = {};
  @state() private copied = false;
  @query('campaign-email-report') private readonly report!: CampaignEmailReport;

  /** Drawn into the story itself, where its checks and the page's styles reach it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get css(): string {
    const lines = Object.entries(this.chosen).map(([name, value]) => `  ${name}: ${value};\n`);
    return `campaign-email-report {\n${lines.join('') || '  /* What you change stands here. */\n'}}`;
  }

  protected override render(): TemplateResult {
    return html`<form class="lab" @input=${this.#onInput} @reset=${this.#onReset} @submit=${this.#onSubmit}>
      <fieldset class="lab-fields">
        <legend>Custom properties</legend>
        ${cssProperties.map(({ name, description, default: fallback = '' }) => this.#renderField(name, description, fallback))}
      </fieldset>
      <div class="lab-page">
        <campaign-email-report
          endpoint=${scenarioEndpoint('fifty')}
          time-zone="Europe/Paris"
          .now=${() => scenarioNow}
        ></campaign-email-report>
        <div class="lab-css">
          <output>${this.css}</output>
          <p>
            <button ?disabled=${Object.keys(this.chosen).length === 0}>Copy CSS</button>
            <button type="reset">Back to the defaults</button>
            <span role="status">${this.copied ? 'Copied.' : ''}</span>
          </p>
        </div>
      </div>
    </form>`;
  }

  #renderField(name: string, description: string, fallback: string): TemplateResult {
    const value = this.chosen[name];
    const colour = colourOf(resolved(fallback), this.scheme);
    const [, size] = pixels.exec(fallback) ?? [];
    const field = colour
      ? html`<input type="color" name=${name} .value=${value ?? colour} />`
      : size
        ? html`<input type="range" name=${name} min="0" max="60" .value=${value?.replace('px', '') ?? size} />`
        : html`<input type="text" name=${name} .value=${value ?? ''} placeholder=${fallback} />`;
    const isText = !colour && !size;
    return html`<label class="lab-field ${isText ? 'wide' : ''}">
      <span><code>${name}</code> <small>${withCode(description)}</small></span>
      ${field}${isText ? nothing : html`<code class="lab-value">${value ?? colour ?? fallback}</code>`}
    </label>`;
  }

  #onInput({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    const value = target.type === 'range' ? `${target.value}px` : target.value;
    this.report.style.setProperty(target.name, value);
    this.chosen = { ...this.chosen, [target.name]: value };
    this.copied = false;
  }

  #onReset(event: Event): void {
    // The browser's own reset would empty the fields, which have no values in their markup.
    event.preventDefault();
    this.report.removeAttribute('style');
    this.chosen = {};
    this.copied = false;
  }

  async #onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    await navigator.clipboard.writeText(this.css);
    this.copied = true;
  }
}

customElements.define('custom-properties-lab', CustomPropertiesLab);
