/** Builds browser files and server, compresses what is sent, and holds the byte budgets. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createBuilder, runnerImport } from 'vite'
import { root } from './prepare.mjs'

/** Most bytes the first view may load, after gzip. */
const BUDGETS = { js: 45 * 1024, css: 12 * 1024 }
const COMPRESSIBLE = /\.(js|css|svg)$/

/** @throws when something does not compile, a vocabulary is malformed or a budget is broken */
export async function build() {
  // Else the first of Vite's two programs would make it `development`, for both.
  process.env.NODE_ENV ??= 'production'
  const { module } = await runnerImport(join(root, 'taxonomy/taxonomy.ts'))
  // Here once, so that no start has to.
  new module.Taxonomy(module.VOCABULARIES)
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const builder = await createBuilder({
    configFile: join(root, 'web/vite.config.ts'),
    logLevel: 'warn',
  })
  await builder.buildApp()
  const sizes = compress(join(root, 'dist/client'))
  for (const [kind, most] of Object.entries(BUDGETS)) {
    const size = firstViewBytes(kind, sizes)
    console.log(
      `  ${kind} of the first view: ${(size / 1024).toFixed(1)} KB gzip (at most ${most / 1024})`,
    )
    if (size > most)
      throw new Error(
        `The ${kind} of the first view has ${size} bytes after gzip; at most ${most} are allowed`,
      )
  }
}

/** Writes `.br` and `.gz` beside each file and returns the gzip sizes by path. */
function compress(folder) {
  const sizes = {}
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue
    const path = join(entry.parentPath ?? entry.path, entry.name)
    const bytes = readFileSync(path)
    const gzip = gzipSync(bytes, { level: 9 })
    writeFileSync(`${path}.gz`, gzip)
    writeFileSync(`${path}.br`, brotliCompressSync(bytes))
    sizes[path.slice(folder.length + 1)] = gzip.length
  }
  return sizes
}

/** The entry and all it imports at once; what is loaded later does not count. */
function firstViewBytes(kind, sizes) {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/client/manifest.json'), 'utf8'))
  const files = new Set()
  const visit = (key) => {
    const { file, css = [], imports = [] } = manifest[key]
    for (const path of [file, ...css]) files.add(path)
    imports.forEach(visit)
  }
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key)
  return [...files]
    .filter((file) => file.endsWith(`.${kind}`))
    .reduce((sum, file) => sum + sizes[file], 0)
}

if (process.argv[1] === import.meta.filename) await build()
