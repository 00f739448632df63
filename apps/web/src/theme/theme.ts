import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#eef1fd',
  '#dde2fa',
  '#b9c4f3',
  '#93a5ff',
  '#7388ee',
  '#5369e0',
  '#3b55d4',
  '#2f46b8',
  '#263a98',
  '#1d2d76',
];

const gray: MantineColorsTuple = [
  '#f7f7f5',
  '#f2f2ef',
  '#e7e6e1',
  '#d8d7d0',
  '#c4c3bb',
  '#9b9a92',
  '#6c6b64',
  '#52514b',
  '#33322e',
  '#1a1a18',
];

const dark: MantineColorsTuple = [
  '#f0f0ee',
  '#b9bbbf',
  '#9599a0',
  '#71757d',
  '#383c43',
  '#25282d',
  '#1a1c20',
  '#141619',
  '#0d0e10',
  '#08090a',
];

/** Mantine's own red is too pale under white text (3.3:1). */
const red: MantineColorsTuple = [
  '#fcebe9',
  '#f8d3d0',
  '#f0a9a4',
  '#ff938a',
  '#e0574e',
  '#cf3a31',
  '#b3261e',
  '#931d17',
  '#741712',
  '#4f0f0c',
];

/** Mantine in this product's own type, spacing and colour. */
export const theme = createTheme({
  colors: { iris, gray, dark, red },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  fontFamily: 'var(--font-stack)',
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'D2Coding', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    Input: {
      vars: () => ({
        wrapper: { '--input-bg': 'var(--surface)', '--input-bd': 'var(--line-strong)' },
      }),
    },
    InputWrapper: { styles: { label: { marginBottom: 6, fontWeight: 550 } } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true },
      styles: { title: { fontWeight: 600 } },
    },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
  },
});

const scheme = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-red-light-color': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: scheme,
  dark: scheme,
});
