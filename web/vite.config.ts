import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import manifest from '../package.json' with { type: 'json' }

/**
 * Packages that Node loads from node_modules: those with binaries, those of tests and benchmarks,
 * and those that Fastify would load for what is not asked of it, which to read takes time.
 */
const EXTERNAL = [
  'better-sqlite3',
  '@resvg/resvg-js',
  '@myriaddreamin/typst-ts-node-compiler',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
  ...Object.keys(manifest.devDependencies),
]

/**
 * One build of three environments (`vite build --app`): what browsers load
 * (`dist/client`, hashed names, a manifest) and what Node runs (`dist/server`:
 * the server, its renderer and the command line, with most packages).
 */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: 'web/public',
  clearScreen: false,
  json: { stringify: true, namedExports: false },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        assetsDir: 'assets',
        // An inlined data: address would need a hole in the Content-Security-Policy.
        assetsInlineLimit: 0,
        manifest: 'manifest.json',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: { client: 'web/entry-client.tsx' } },
      },
    },
    // The script of the pages of those who write entries, built by itself: were its parts
    // shared with the first view of public pages, that would grow.
    writer: {
      consumer: 'client',
      build: {
        outDir: 'dist/client',
        emptyOutDir: false,
        copyPublicDir: false,
        manifest: 'writer-manifest.json',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: { writer: 'web/entry-writer.tsx' } },
      },
    },
    ssr: {
      // Packages of many small modules start faster inside the bundle.
      resolve: command === 'build' ? { noExternal: true, external: EXTERNAL } : {},
      build: {
        outDir: 'dist/server',
        ssr: true,
        copyPublicDir: false,
        rolldownOptions: {
          input: {
            main: 'server/main.ts',
            'import-worker': 'server/exchange/import-worker.ts',
            'entry-server': 'web/entry-server.tsx',
            hub: 'scripts/hub.ts',
            bench: 'scripts/bench.ts',
            'bench-search': 'scripts/bench-search.ts',
          },
        },
      },
    },
  },
}))
