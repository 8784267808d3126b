import { addons } from 'storybook/manager-api';
import { darkTheme, lightTheme } from './theme.ts';

addons.setConfig({
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? darkTheme : lightTheme,
  layout: { panelPosition: 'bottom' },
  sidebar: { collapsedRoots: [] },
});
