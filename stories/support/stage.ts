import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';

/** The page that a story stands in: its language, direction, colours and width are the toolbar's. */
export const stage: Decorator = (story, { globals }) => {
  const { language, direction, scheme, width } = globals as Record<string, string>;
  return html`<div class="stage" lang=${language ?? 'en'} dir=${direction ?? 'ltr'} style=${styleMap({ colorScheme: scheme })}>
    <div style=${styleMap({ inlineSize: width ? `${width}px` : '', maxInlineSize: '100%' })}>${story()}</div>
  </div>`;
};
