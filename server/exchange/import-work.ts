import { ImportJob, type OnProgress, type Tools } from './import-job'

/** What is to be done with an import. */
export type ImportWork =
  | { kind: 'read' }
  | { kind: 'check' }
  | { kind: 'run'; takeDuplicates: boolean }
  | { kind: 'undo'; actor: string; reason: string }

/**
 * Does a piece of work somewhere, and tells how far it is.
 *
 * @throws {ImportRefused} when it cannot be done, for a reason people can do something about
 */
export type Workshop = (
  id: number,
  work: ImportWork,
  onProgress: OnProgress,
  /** Ends it before its time, leaving nothing. */
  signal: AbortSignal,
) => Promise<void>

/** Works in this process, in slices: for the command line, development and tests. */
export function workHere(tools: Tools): Workshop {
  return (id, work, onProgress, signal) => {
    const job = new ImportJob(tools, id, (rows, total) => {
      signal.throwIfAborted()
      onProgress(rows, total)
    })
    return doWork(job, work)
  }
}

/** Does what is to be done with an import, to its end. */
export function doWork(job: ImportJob, work: ImportWork): Promise<void> {
  switch (work.kind) {
    case 'read':
      return job.read()
    case 'check':
      return job.check()
    case 'run':
      return job.run(work)
    case 'undo':
      return job.undo(work)
  }
}
