/**
 * Makes the project runnable: the right Node, the packages of the lock file, a build of
 * the sources as they are. Each step is skipped when there is nothing to do. Plain
 * JavaScript, since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const OLDEST_NODE = [20, 19]
const SOURCES = [
  ...['server', 'web', 'taxonomy', 'scripts', 'data/editions.json'],
  ...['package-lock.json', 'tsconfig.json'],
]
const STAMP = join(root, 'dist/.sources')

/** Installs and builds what is missing or stale, and says so only then. */
export async function prepare() {
  process.chdir(root)
  checkNode()
  install()
  await build()
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  stop(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}`)
}

/** Installs the packages of the lock file unless they are there already. */
export function install() {
  if (isInstalled()) return
  console.log('Installing packages (about a minute the first time) …')
  // Not `npm ci`: that refuses a lock file without the binaries of platforms which the
  // registry at hand does not carry. This, too, installs the very versions of the lock file.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) stop('The packages could not be installed; npm says why above')
}

/** Whether node_modules holds what the lock file asks for, version by version. */
function isInstalled() {
  const installedFile = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const installed = packagesIn(installedFile)
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  )
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Builds unless the last build was of these very sources. */
async function build() {
  const sources = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  console.log('Building …')
  const { build: run } = await import('./build.mjs')
  await run()
  writeFileSync(STAMP, sources)
}

function fingerprint() {
  const hash = createHash('sha1')
  for (const path of SOURCES.flatMap(filesBelow))
    hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesBelow(path) {
  if (path.includes('.')) return [path]
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
    .sort()
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
