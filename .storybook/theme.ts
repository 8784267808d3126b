import { create, type ThemeVars } from 'storybook/theming';

const brand = {
  brandTitle: 'Campaign email report',
  brandTarget: '_self',
  fontBase: 'system-ui, sans-serif',
  appBorderRadius: 6,
  inputBorderRadius: 6,
} as const;

/** The colors of the element, for the Storybook interface. */
export const lightTheme: ThemeVars = create({
  ...brand,
  base: 'light',
  colorPrimary: '#1f5fc4',
  colorSecondary: '#1f5fc4',
  appBg: '#f6f7f9',
  appContentBg: '#ffffff',
  appPreviewBg: '#ffffff',
  appBorderColor: '#d5d9e0',
  textColor: '#1b1f27',
  textMutedColor: '#565d6b',
  barTextColor: '#565d6b',
  barSelectedColor: '#1f5fc4',
  barHoverColor: '#1f5fc4',
  barBg: '#ffffff',
  inputBorder: '#868d9b',
});

export const darkTheme: ThemeVars = create({
  ...brand,
  base: 'dark',
  colorPrimary: '#8ab4ff',
  colorSecondary: '#3b6fc9',
  appBg: '#0e1014',
  appContentBg: '#15181e',
  appPreviewBg: '#15181e',
  appBorderColor: '#363c48',
  textColor: '#e8eaef',
  textMutedColor: '#a5adbb',
  barTextColor: '#a5adbb',
  barSelectedColor: '#8ab4ff',
  barHoverColor: '#8ab4ff',
  barBg: '#15181e',
  inputBorder: '#767f90',
});
