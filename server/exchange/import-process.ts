import { fork } from 'node:child_process'
import type { ImportWork, Workshop } from './import-work'
import { ImportRefused } from './record'

/** What a process of its own is told to do. */
export interface Errand {
  databaseFile: string
  origin: string
  folder: string
  id: number
  work: ImportWork
}

/** What it says meanwhile, and at its end where it could not do it. */
export type Report = { rows: number; total: number | null } | { refused: string }

/** Most memory of its heap, in MB: a file that needs more ends it, not the site. */
const HEAP_MB = 1024

/**
 * Works in a process of its own for each piece of work, so that the site answers meanwhile as ever.
 * It ends with its work, or with this process.
 *
 * @param program path of the built `import-worker.ts`
 */
export function workInProcess(
  program: string,
  { databaseFile, origin, folder }: Omit<Errand, 'id' | 'work'>,
): Workshop {
  return (id, work, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const errand: Errand = { databaseFile, origin, folder, id, work }
      const child = fork(program, [JSON.stringify(errand)], {
        execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
        signal,
      })
      let refused: string | undefined
      child.on('message', (report: Report) => {
        if ('refused' in report) refused = report.refused
        else onProgress(report.rows, report.total)
      })
      child.once('error', reject)
      child.once('exit', (code, killedBy) => {
        if (refused !== undefined) reject(new ImportRefused(refused))
        else if (code === 0) resolve()
        else reject(new Error(`The process of import ${id} ended by ${killedBy ?? `code ${code}`}`))
      })
    })
}
