/** The process that works on one import; see `import-process.ts`. */
import { setPriority } from 'node:os'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { openDatabase } from '../database/open'
import { mailNotices } from '../submissions/mailing'
import { ImportJob } from './import-job'
import type { Errand, Report } from './import-process'
import { doWork } from './import-work'
import { ImportRefused } from './record'

/** Where processors are few, the site's answers come first. */
const NICENESS = 5
/** How often progress is told, in ms. */
const TELL_MS = 200

// Without the site nobody would see what becomes of it; what is not committed is gone.
process.once('disconnect', () => process.exit(1))
setPriority(NICENESS)
const tell = (report: Report) => process.send?.(report)

const [given = ''] = process.argv.slice(2)
const { databaseFile, origin, folder, id, work } = JSON.parse(given) as Errand
const taxonomy = new Taxonomy()
const database = await openDatabase(databaseFile)
const tools = { database, taxonomy, notify: mailNotices(origin, taxonomy), origin, folder }
let told = 0
const job = new ImportJob(tools, id, (rows, total) => {
  if (performance.now() - told < TELL_MS) return
  told = performance.now()
  tell({ rows, total })
})
try {
  await doWork(job, work)
} catch (error) {
  if (!(error instanceof ImportRefused)) throw error
  tell({ refused: error.message })
} finally {
  await database.close()
}
process.removeAllListeners('disconnect')
process.disconnect()
