import { fileURLToPath } from 'node:url'
import { defineConfig, type EnvironmentOptions } from 'vite'
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
 * Programs of Node, with most packages: those of many small modules start faster inside a bundle.
 * Programs that share one are cut into the parts they share, and each file takes a millisecond to
 * load.
 */
function ofNode(command: string, input: Record<string, string>): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: command === 'build' ? { noExternal: true, external: EXTERNAL } : {},
    build: {
      outDir: 'dist/server',
      emptyOutDir: false,
      ssr: true,
      copyPublicDir: false,
      rolldownOptions: { input },
    },
  }
}

/**
 * One build of several environments (`vite build --app`): what browsers load (`dist/client`,
 * hashed names, a manifest) and what Node runs (`dist/server`: the server and its renderer, the
 * command line, and the rest).
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
    ssr: ofNode(command, { main: 'server/main.ts', 'entry-server': 'web/entry-server.tsx' }),
    hub: ofNode(command, { hub: 'scripts/hub.ts' }),
    tools: ofNode(command, {
      'import-worker': 'server/exchange/import-worker.ts',
      bench: 'scripts/bench.ts',
      'bench-search': 'scripts/bench-search.ts',
    }),
  },
}))
