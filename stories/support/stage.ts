import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';

/** The viewport widths in the toolbar. On docs pages, which are wider, each story gets a container of that width. */
export const viewports = Object.fromEntries(
  [1024, 768, 560, 360, 320].map((width) => [
    `${width}`,
    {
      name: `${width} px`,
      styles: { width: `${width}px`, height: width < 500 ? '740px' : '900px' },
      type: width < 500 ? 'mobile' : 'tablet',
    } as const,
  ]),
);

/** Wraps a story in a page with the language, direction, color scheme and width from the toolbar. */
export const stage: Decorator = (story, { globals }) => {
  const { language, direction, scheme } = globals as Record<string, string>;
  const width = viewports[String((globals['viewport'] as { value?: string } | undefined)?.value)]?.styles.width;
  return html`<div
    class="stage"
    lang=${language ?? 'en'}
    dir=${direction ?? 'ltr'}
    style=${styleMap({ colorScheme: scheme })}
  >
    <div style=${styleMap({ maxInlineSize: width })}>${story()}</div>
  </div>`;
};
