/**
 * Mantine dressed in the product's tokens (`tokens.css`). Provider screens are dense (`size="sm"`, 30 px);
 * the patient side uses `size="xl"` and gets 52 px targets from the same theme.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from '@mantine/core'
import controls from './controls.module.css'

type Look = { background: string; hover: string; color: string; border: string }
const line = (color: string) => `1px solid var(--cs-${color})`

/** The looks a control may have, by variant and tone. No tone is ever the only carrier of a meaning. */
const looks: Record<string, Look> = {
  'filled teal': {
    background: 'var(--cs-accent)',
    hover: 'var(--cs-accent-hover)',
    color: 'var(--cs-on-accent)',
    border: line('accent'),
  },
  'light teal': {
    background: 'var(--cs-accent-soft)',
    hover: 'var(--cs-accent-line)',
    color: 'var(--cs-accent-text)',
    border: '1px solid transparent',
  },
  'subtle teal': {
    background: 'transparent',
    hover: 'var(--cs-accent-soft)',
    color: 'var(--cs-accent-text)',
    border: '1px solid transparent',
  },
  'inverse teal': {
    background: 'transparent',
    hover: 'transparent',
    color: 'var(--cs-on-inverse)',
    border: line('on-inverse-2'),
  },
  'inverse-solid teal': {
    background: 'var(--cs-on-inverse)',
    hover: 'var(--cs-on-inverse)',
    color: 'var(--cs-inverse)',
    border: '1px solid transparent',
  },
  'filled red': {
    background: 'var(--cs-danger)',
    hover: 'var(--cs-danger-text)',
    color: 'var(--cs-on-danger)',
    border: line('danger'),
  },
  'light red': {
    background: 'var(--cs-danger-soft)',
    hover: 'var(--cs-danger-soft)',
    color: 'var(--cs-danger-text)',
    border: line('danger-line'),
  },
  'subtle red': {
    background: 'transparent',
    hover: 'var(--cs-danger-soft)',
    color: 'var(--cs-danger-text)',
    border: '1px solid transparent',
  },
  'light ask': {
    background: 'var(--cs-ask-soft)',
    hover: 'var(--cs-ask-soft)',
    color: 'var(--cs-ask-text)',
    border: line('ask-line'),
  },
  'light green': {
    background: 'var(--cs-done-soft)',
    hover: 'var(--cs-done-soft)',
    color: 'var(--cs-done-text)',
    border: line('done-line'),
  },
  'light gray': {
    background: 'var(--cs-sunken)',
    hover: 'var(--cs-line-1)',
    color: 'var(--cs-text-2)',
    border: '1px solid transparent',
  },
  'outline gray': {
    background: 'transparent',
    hover: 'var(--cs-hover)',
    color: 'var(--cs-text-2)',
    border: line('line-2'),
  },
  'subtle gray': {
    background: 'transparent',
    hover: 'var(--cs-hover)',
    color: 'var(--cs-text-2)',
    border: '1px solid transparent',
  },
}

const variantColorResolver: VariantColorsResolver = (input) => {
  const found = looks[`${input.variant} ${input.color ?? input.theme.primaryColor}`]
  if (found) return { ...found, hoverColor: found.color }
  if (input.variant === 'default') {
    return {
      background: 'var(--cs-surface)',
      hover: 'var(--cs-hover)',
      color: input.color === 'red' ? 'var(--cs-danger-text)' : 'var(--cs-text)',
      border: line('line-2'),
    }
  }
  return defaultVariantColorsResolver(input)
}

type Sized = { size?: unknown }

// Components are named and not imported: a page downloads the ones it shows, and not the theme's.
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: {
    teal: [
      '#E9F6F5',
      '#CFEBE9',
      '#A3D9D6',
      '#6FC4BF',
      '#45AFA9',
      '#22988F',
      '#10877F',
      '#0B7A75',
      '#09625E',
      '#074A47',
    ],
  },
  variantColorResolver,
  fontFamily: 'var(--cs-font)',
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Roboto Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '17px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '34px' },
      h2: { fontSize: '20px', lineHeight: '26px' },
      h3: { fontSize: '16px', lineHeight: '22px' },
      h4: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  breakpoints: { xs: '36em', sm: '48em', md: '68.75em', lg: '80em', xl: '105em' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      classNames: { section: controls.section, label: controls.buttonLabel },
      vars: (_: unknown, props: Sized) => {
        const sizes: Record<string, [height: string, pad: string, font: string]> = {
          xs: ['24px', '8px', '12px'],
          sm: ['var(--cs-control)', '10px', '13px'],
          md: ['36px', '14px', '14px'],
          lg: ['40px', '16px', '14px'],
          xl: ['52px', '20px', '17px'],
        }
        const [height, pad, font] = sizes[String(props.size ?? 'sm')] ?? sizes.sm ?? ['30px', '10px', '13px']
        return {
          root: { '--button-height': height, '--button-padding-x': pad, '--button-fz': font },
        }
      },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Badge: {
      defaultProps: { variant: 'light', color: 'gray', radius: 5, tt: 'none', fw: 520 },
      vars: () => ({
        root: {
          '--badge-height': '20px',
          '--badge-fz': '12px',
          '--badge-padding-x': '7px',
          '--badge-lh': '16px',
        },
      }),
    },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        offset: 6,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Input: {
      classNames: { wrapper: controls.field },
      vars: (_: unknown, props: Sized) => ({
        wrapper:
          props.size === undefined || props.size === 'sm'
            ? { '--input-height': 'var(--cs-control)', '--input-fz': '13px' }
            : {},
      }),
    },
    InputWrapper: {
      classNames: { label: controls.label, description: controls.description },
    },
    Modal: {
      defaultProps: {
        radius: 'lg',
        padding: 20,
        styles: { content: { border: '1px solid var(--cs-line-1)' } },
        overlayProps: { color: '#14181A', backgroundOpacity: 0.32 },
      },
    },
  },
})

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const scheme = {
    // Only overlays cast a shadow.
    '--mantine-shadow-md': 'var(--cs-shadow-2)',
    '--mantine-color-body': 'var(--cs-surface)',
    '--mantine-color-text': 'var(--cs-text)',
    '--mantine-color-dimmed': 'var(--cs-text-3)',
    '--mantine-color-placeholder': 'var(--cs-text-3)',
    '--mantine-color-anchor': 'var(--cs-accent-text)',
    '--mantine-color-default': 'var(--cs-surface)',
    '--mantine-color-default-hover': 'var(--cs-hover)',
    '--mantine-color-default-color': 'var(--cs-text)',
    '--mantine-color-default-border': 'var(--cs-line-2)',
    '--mantine-color-error': 'var(--cs-danger-text)',
    '--mantine-color-disabled': 'var(--cs-sunken)',
    '--mantine-color-disabled-color': 'var(--cs-text-3)',
    '--mantine-color-disabled-border': 'var(--cs-line-1)',
    '--mantine-primary-color-filled': 'var(--cs-accent)',
    '--mantine-primary-color-filled-hover': 'var(--cs-accent-hover)',
    '--mantine-primary-color-contrast': 'var(--cs-on-accent)',
    '--mantine-color-teal-filled': 'var(--cs-accent)',
    '--mantine-color-teal-light': 'var(--cs-accent-soft)',
    '--mantine-color-teal-light-color': 'var(--cs-accent-text)',
    '--mantine-color-teal-outline': 'var(--cs-accent-text)',
  }
  return { variables: {}, light: scheme, dark: scheme }
}
