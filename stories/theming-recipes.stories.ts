import { html, type TemplateResult } from 'lit';
import { expect } from 'storybook/test';
import brandColors from './recipes/brand-colors.css?raw';
import compact from './recipes/compact.css?raw';
import dark from './recipes/dark.css?raw';
import forcedColors from './recipes/forced-colors.css?raw';
import hostFonts from './recipes/host-fonts.css?raw';
import { renderReport, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

const meta: ReportMeta = {
  ...reportMeta,
  title: 'Guides/Theming recipes',
  tags: ['!autodocs'],
  args: { scenario: 'fifty' },
};
export default meta;

/** A story with a style sheet, whose text is the source on the docs page. Each has its own frame. */
function recipe(css: string, wrap: (report: TemplateResult) => TemplateResult = (report) => report): Story {
  return {
    parameters: {
      docs: { story: { inline: false, height: '440px' }, source: { code: css.trim(), language: 'css' } },
    },
    render: (args, context) =>
      html`<style>
          ${css}</style
        >${wrap(renderReport(args, context))}`,
  };
}

/** Brand colors for light and dark pages. */
export const BrandColors: Story = {
  name: 'Brand colors',
  ...recipe(brandColors),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const link = page.all('tbody button.link')[0] as HTMLElement;
    const isDark = globals['scheme'] === 'dark';
    await expect(getComputedStyle(link).color).toBe(isDark ? 'rgb(127, 214, 180)' : 'rgb(11, 93, 66)');
  },
};

/** A dark section on a light page. */
export const Dark: Story = {
  ...recipe(dark, (report) => html`<div class="dark-section">${report}</div>`),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(getComputedStyle(page.scroller).backgroundColor).toBe('rgb(26, 29, 35)');
  },
};

/** More rows in the same height. */
export const Compact: Story = {
  ...recipe(compact),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    if (page.element.clientWidth < 560) return;
    await expect(page.all('tbody [part~=email]')[0]?.getBoundingClientRect().height).toBe(28);
  },
};

/** Forced colors mode, such as a Windows contrast theme. */
export const ForcedColors: Story = {
  name: 'Forced colors',
  ...recipe(forcedColors),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const total = page.all('tfoot [part~=total]')[0] as HTMLElement;
    const isForced = matchMedia('(forced-colors: active)').matches;
    await expect(getComputedStyle(total).outlineStyle).toBe(isForced ? 'solid' : 'none');
  },
};

/** The font of the page, and another one for the figures. */
export const HostFonts: Story = {
  name: 'Host fonts',
  ...recipe(hostFonts, (report) => html`<div class="page">${report}</div>`),
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const fontOf = (selector: string) => getComputedStyle(page.all(selector)[0] as HTMLElement).fontFamily;
    await expect([fontOf('[part~=heading]'), fontOf('tbody td')].map((font) => font.split(',')[0])).toEqual([
      'Georgia',
      '"Trebuchet MS"',
    ]);
  },
};
