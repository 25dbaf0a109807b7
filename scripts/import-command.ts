import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Database } from '../server/database/open'
import { hashOfFile, stagedPath } from '../server/exchange/import-files'
import { ImportJob } from '../server/exchange/import-job'
import { type ImportBatch, ImportReader } from '../server/exchange/import-reader'
import { addImport } from '../server/exchange/imports'
import { say } from '../server/messages/say'
import { mailNotices } from '../server/submissions/mailing'
import type { ImportMode } from '../taxonomy/import-pages'
import { Taxonomy } from '../taxonomy/taxonomy'

/** How often progress is shown, in ms. */
const SHOW_MS = 500

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  entity: { type: 'string' },
  submit: { type: 'boolean' },
  duplicates: { type: 'boolean' },
} as const

/**
 * `hub import`: what the page /import does, from the command line. Columns that are not recognised
 * are left aside.
 *
 * @param folder where the site keeps files that are dealt with
 * @param pathOf the absolute path of a file named by whoever typed the command
 * @returns the exit code: 1 where a row, or the file, was refused
 */
export async function importCommand(
  database: Database,
  words: string[],
  { origin, folder, pathOf }: { origin: string; folder: string; pathOf: (path: string) => string },
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: OPTIONS,
  })
  const { entity = '', duplicates = false, submit = false } = values
  const taxonomy = new Taxonomy()
  if (entity && !taxonomy.concept(taxonomy.vocabularies[0]?.id ?? '', entity)) {
    console.error(say('command.noEntity', { entity }))
    return 1
  }
  const file = pathOf(positionals[0] ?? '')
  await stat(file)
  const started = performance.now()
  const mode: ImportMode = submit ? 'submit' : 'publish'
  const runner = `process:${process.pid}`
  const given = { actor: 'command-line', entity, mode, name: basename(file), file, runner }
  const id = await addImport(database, { ...given, hash: await hashOfFile(file) })
  const tools = { database, taxonomy, notify: mailNotices(origin, taxonomy), origin, folder }
  const job = new ImportJob(tools, id, showProgress())
  const reader = new ImportReader(database.reader)
  await job.read({ leaveUnknown: true })
  const checked = await reader.find(id)
  if (checked?.state === 'checked' && !values['dry-run'])
    await job.run({ takeDuplicates: duplicates })
  await rm(stagedPath(folder, id), { force: true })
  const batch = await reader.find(id)
  if (!batch) return 1
  await printRefused(reader, batch)
  printOutcome(batch, Boolean(values['dry-run']))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`  ${say('command.seconds', { seconds })}`)
  const isDone = batch.state === 'imported' || (batch.state === 'checked' && values['dry-run'])
  return isDone && !batch.counts.refused ? 0 : 1
}

function showProgress() {
  let shown = 0
  return (rows: number, total: number | null) => {
    const now = performance.now()
    if (now - shown < SHOW_MS && rows !== total) return
    shown = now
    const percent = total === null ? 0 : Math.round((100 * rows) / total)
    const done =
      total === null
        ? say('command.checked', { rows })
        : say('command.importing', { percent, rows })
    console.error(`  ${done}`)
  }
}

async function printRefused(reader: ImportReader, { id, about }: ImportBatch): Promise<void> {
  const one = about.format === 'jsonl' ? 'line' : 'row'
  for (let after = 0; ; ) {
    const rows = await reader.listRows(id, { outcome: 'refused', after, limit: 500 })
    for (const { row, activityId, detail } of rows)
      for (const { place, value, reason } of detail.problems) {
        const problem =
          value && place
            ? say('command.problemWith', { place, value, reason })
            : say('command.problem', { place: place || say('problem.record'), reason })
        const line = activityId
          ? say(`command.${one}Of`, { row, id: activityId, problem })
          : say(`command.${one}`, { row, problem })
        console.error(`  ${line}`)
      }
    const last = rows.at(-1)
    if (!last) return
    after = last.row
  }
}

function printOutcome(
  { id, counts, state, reason, mode, about }: ImportBatch,
  dryRun: boolean,
): void {
  if (reason) console.error(`  ${reason}`)
  if (state === 'failed') return
  const unknown = about.columns.filter(({ target }) => target === null)
  for (const { heading } of unknown) console.error(`  ${say('command.aside', { heading })}`)
  const {
    new: fresh = 0,
    changed = 0,
    unchanged = 0,
    held = 0,
    duplicate = 0,
    refused = 0,
  } = counts
  const outcome =
    `command.outcome${dryRun ? 'Dry' : ''}${mode === 'submit' ? 'Submitted' : ''}` as const
  console.log(say(outcome, { fresh, changed, unchanged, held, duplicate, refused }))
  if (!dryRun) console.log(`  ${say('command.undo', { id })}`)
}
