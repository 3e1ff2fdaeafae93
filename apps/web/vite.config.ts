/**
 * Builds the one web app. Patients and clinicians each download only their own side: every page is a lazy
 * route, and what both share is kept in small vendor chunks. Nothing is inlined into the page, so that the
 * server can send `script-src 'self'`.
 */
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'

/**
 * The route and problem tables carry zod schemas; the browser needs only methods, paths and titles. Modules
 * named `*.inlined.ts` are run here and replaced by their exports as JSON.
 */
function inlineTables(): Plugin {
  return {
    name: 'countersign-inline-tables',
    enforce: 'pre',
    async load(id) {
      const file = id.split('?')[0] ?? id
      if (!file.endsWith('.inlined.ts')) return null
      const exported: Record<string, unknown> = await import(file)
      return Object.entries(exported)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
        .join('\n')
    },
  }
}

const vendors: readonly [name: string, test: RegExp][] = [
  ['react', /node_modules\/(react|react-dom|scheduler)\//],
  [
    'router',
    /node_modules\/@tanstack\/(react-router|router-core|history|react-store|store|react-query|query-core)\//,
  ],
]

export default defineConfig({
  root: import.meta.dirname,
  plugins: [inlineTables(), react()],
  server: {
    host: '127.0.0.1',
    port: Number(process.env.COUNTERSIGN_WEB_PORT ?? 5173),
    proxy: { '/api': { target: process.env.COUNTERSIGN_API ?? 'http://127.0.0.1:4000' } },
  },
  preview: { host: '127.0.0.1' },
  build: {
    outDir: 'dist',
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: vendors.map(([name, test]) => ({ name, test })) } },
    },
  },
})
