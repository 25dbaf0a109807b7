import { existsSync } from 'node:fs'

/** Options that make Chromium run without a display, a sandbox of its own, or calls to anyone. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * How Chromium is launched here: `CHROMIUM_PATH`, which `npm test` sets, or Debian's.
 *
 * @throws when there is none
 */
export function launchOptions(): { executablePath: string; args: string[] } {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
    (path) => path && existsSync(path),
  )
  if (!executablePath) throw new Error('Chromium is missing: install it or set CHROMIUM_PATH')
  return { executablePath, args }
}
