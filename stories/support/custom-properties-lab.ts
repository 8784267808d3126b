import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CampaignEmailReport } from '../../src/index.ts';
import { scenarioEndpoint, scenarioNow } from '../../src/testing/testing.ts';
import { cssProperties, withCode } from './described.ts';
import './custom-properties-lab.css';

const pixels = /^(\d+)px$/;

/** Replaces references to other properties, such as `var(--_surface)`, in a default. */
function resolveReferences(value: string): string {
  return value.replace(/var\(--_([\w-]+)\)/g, (_, name) => {
    const other = cssProperties.find((property) => property.name === `--cer-${name as string}`);
    return resolveReferences(other?.default ?? '');
  });
}

/** Returns a CSS color as `#rrggbb` in a color scheme, or `undefined` if the value is not a color. */
function toHexColor(value: string, scheme: string): string | undefined {
  if (!CSS.supports('color', value)) return undefined;
  const probe = document.body.appendChild(document.createElement('i'));
  Object.assign(probe.style, { colorScheme: scheme, color: value });
  const { color } = getComputedStyle(probe);
  probe.remove();
  // `rgb(31, 95, 196)`, or `color(srgb 0.1 0.4 0.8)` for a mixed color.
  const parts = color
    .match(/[\d.]+/g)
    ?.slice(0, 3)
    .map((part) => Number(part) * (color.startsWith('rgb') ? 1 : 255));
  return parts && `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** A form with a field for every custom property, beside an element that applies them immediately. */
export class CustomPropertiesLab extends LitElement {
  @property() scheme = 'light';
  @state() private chosen: Readonly<Record<string, string>> = {};
  @state() private copied = false;
  @query('campaign-email-report') private readonly report!: CampaignEmailReport;

  /** Renders into the light DOM, where accessibility checks and the page's styles reach it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get css(): string {
    const lines = Object.entries(this.chosen).map(([name, value]) => `  ${name}: ${value};\n`);
    return `campaign-email-report {\n${lines.join('') || '  /* Your changes appear here. */\n'}}`;
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
            <button type="reset">Reset to defaults</button>
            <span role="status">${this.copied ? 'Copied.' : ''}</span>
          </p>
        </div>
      </div>
    </form>`;
  }

  #renderField(name: string, description: string, fallback: string): TemplateResult {
    const value = this.chosen[name];
    const color = toHexColor(resolveReferences(fallback), this.scheme);
    const [, size] = pixels.exec(fallback) ?? [];
    const field = color
      ? html`<input type="color" name=${name} .value=${value ?? color} />`
      : size
        ? html`<input type="range" name=${name} min="0" max="60" .value=${value?.replace('px', '') ?? size} />`
        : html`<input type="text" name=${name} .value=${value ?? ''} placeholder=${fallback} />`;
    const isText = !color && !size;
    return html`<label class="lab-field ${isText ? 'wide' : ''}">
      <span><code>${name}</code> <small>${withCode(description)}</small></span>
      ${field}${isText ? nothing : html`<code class="lab-value">${value ?? color ?? fallback}</code>`}
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
    // The default action would empty the fields, as they have no default values.
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
