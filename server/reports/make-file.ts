import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Format, Stage } from './formats'
import type { EditionReader } from './reader'

/** One file to be made. */
export interface FileJob {
  edition: string
  format: Format
  /** Path of the file. */
  out: string
  /** Says what is done now. */
  say: (stage: Stage) => void
  /** Ends the making before its time. */
  signal: AbortSignal
}

/** A way of making files. */
export interface FileMaker {
  /** Changes where the same edition may come out as other bytes: with the program and the address. */
  version: () => string
  /** @throws when it cannot be made */
  make: (job: FileJob) => Promise<void>
}

/** Makes files in this process: while it sets one, it does nothing else. */
export function makerHere(
  reader: EditionReader,
  options: { taxonomy: Taxonomy; origin: string },
): FileMaker {
  const version = randomUUID().slice(0, 8)
  return {
    version: () => version,
    make: async ({ edition, format, out, say }) => {
      const { reportBytes } = await import('./make-report')
      const bytes = await reportBytes(reader, options, { edition, format, say })
      if (!bytes) throw new Error(`There is no edition ${edition}`)
      await writeFile(out, bytes)
    },
  }
}

/**
 * Makes files with the command line in a process of its own, behind all other work, whose memory
 * goes with it.
 *
 * @param hub path of the built command line
 */
export function makerInChild(
  hub: string,
  { databaseFile, origin }: { databaseFile: string; origin: string },
): FileMaker {
  let version: string | undefined
  return {
    // The parts of a build are named by their content, so its first file says which program it is.
    version: () => {
      version ??= createHash('sha256')
        .update(readFileSync(hub))
        .update(origin)
        .digest('hex')
        .slice(0, 8)
      return version
    },
    make: async ({ edition, format, out, say, signal }) => {
      const words = ['report', '--edition', edition, '--format', format, '--out', out]
      const child = spawn(process.execPath, [hub, ...words], {
        env: { ...process.env, DATABASE_URL: `file:${databaseFile}`, PUBLIC_URL: origin },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        signal,
      })
      let said = ''
      child.stderr?.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-2000)
      })
      child.on('message', (stage) => say(stage as Stage))
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', resolve)
      })
      if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
      const code = await ended
      if (code !== 0) throw new Error(`The report could not be made: ${said.trim()}`)
    },
  }
}
