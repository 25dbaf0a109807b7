/**
 * `npm test`: prepares the project, then checks types, style, dead code and behaviour. The
 * last line counts what passed and failed: one for each test, one for each check.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare, root } from './prepare.mjs'

const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
]

/** Chromium's path: `CHROMIUM_PATH`, where it usually is, or newly installed from Debian's packages. */
function chromium() {
  const known = [process.env.CHROMIUM_PATH, ...CHROMIUM].find((path) => path && existsSync(path))
  if (known) return known
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from the packages of this system …')
    const run = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] })
    run(['update', '-qq'])
    run(['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  }
  const found = CHROMIUM.find((path) => existsSync(path))
  if (!found)
    console.error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH',
    )
  return found
}

function run(name, command, args, env = {}) {
  console.log(`\n— ${name}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  return status === 0
}

const bin = (name) => join(root, 'node_modules/.bin', name)

await prepare()
let passed = 0
let failed = 0
const count = (ok) => (ok ? passed++ : failed++)

count(run('types', bin('tsc'), ['--noEmit', '-p', '.']))
count(run('style and lint', bin('biome'), ['ci', '--error-on-warnings', '.']))
count(run('dead code and unlisted packages', bin('knip'), ['--config', 'scripts/knip.json']))

const folder = mkdtempSync(join(tmpdir(), 'hub-results-'))
const results = join(folder, 'results.json')
const path = chromium()
count(path !== undefined)
run(
  'unit, API and browser tests',
  bin('vitest'),
  [
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { CHROMIUM_PATH: path ?? '', NODE_ENV: 'test' },
)
if (existsSync(results)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'))
  passed += numPassedTests
  failed += numFailedTests
  // A file that could not even be loaded has no tests to count, but has failed.
  failed += testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
} else failed++
rmSync(folder, { recursive: true, force: true })

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
