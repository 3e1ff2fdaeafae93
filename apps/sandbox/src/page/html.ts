/** HTML from templates in which every value is escaped unless it is itself such a template. */

export type Html = { readonly html: string }
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

const render = (value: HtmlValue): string => {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  if ('html' in value) return value.html
  return value.map(render).join('')
}

export const html = (strings: TemplateStringsArray, ...values: HtmlValue[]): Html => ({
  html: strings.reduce(
    (out, part, index) => out + part + (index < values.length ? render(values[index]) : ''),
    '',
  ),
})

/** A whole document; only our own style sheet and script may run in it. */
export const htmlDocument = (page: {
  title: string
  body: Html
  /** Style sheets beside the common one. */
  styles: readonly string[]
  script?: string
  bodyClass: string
}): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="stylesheet" href="/assets/sandbox.css">
${page.styles.map((style) => html`<link rel="stylesheet" href="/assets/${style}">`)}
<link rel="icon" href="/assets/icon.svg">
${page.script ? html`<script src="${page.script}" defer></script>` : ''}
</head>
<body class="${page.bodyClass}">
${page.body}
</body>
</html>
`.html.trimStart()

/** Content-Security-Policy of our pages. `formTargets` are origins a form may end up at by redirect. */
export const pagePolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
  ].join('; ')
