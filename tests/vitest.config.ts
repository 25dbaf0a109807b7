import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Each file has its own database file; browser tests share the built site.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
