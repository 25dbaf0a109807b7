import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Database } from '../server/database/open'
import { count } from '../server/reports/figure'
import { FORMATS, isFormat, STAGES, type Stage } from '../server/reports/formats'
import { reportBytes } from '../server/reports/make-report'
import { EditionReader } from '../server/reports/reader'
import { EditionError, EditionWriter } from '../server/reports/writer'
import type { Taxonomy } from '../taxonomy/taxonomy'

const STAGE_NAMES: Record<Stage, string> = {
  reading: 'reading the entries',
  counting: 'counting the figures',
  drawing: 'drawing charts and putting the parts in order',
  setting: 'setting the pages',
  writing: 'writing the file',
}

/**
 * Writes an edition's report into a file and says how far it is.
 *
 * @param resolve makes a path of the caller's absolute
 * @returns the exit code
 */
export async function writeReport(
  database: Database,
  words: string[],
  {
    taxonomy,
    origin,
    resolve,
  }: { taxonomy: Taxonomy; origin: string; resolve: (path: string) => string },
): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { edition: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  })
  const { edition, format = values.out?.split('.').at(-1) ?? '', out } = values
  if (!edition || !out) {
    console.error(
      '--edition and --out must be given: report --edition 2025 --format pdf --out FILE',
    )
    return 2
  }
  if (!isFormat(format)) {
    console.error(`--format must be one of ${Object.keys(FORMATS).join(', ')}`)
    return 2
  }
  const started = performance.now()
  const say = (what: string) =>
    console.error(`  ${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`)
  const sayStage = (stage: Stage) => {
    const stages = STAGES[format]
    say(`${stages.indexOf(stage) + 1} of ${stages.length}: ${STAGE_NAMES[stage]}`)
    // The server that asked for the file shows it to those who wait.
    process.send?.(stage)
  }
  const reader = new EditionReader(database.reader)
  const job = { edition, format, say: sayStage }
  const bytes = await reportBytes(reader, { taxonomy, origin }, job)
  if (!bytes) {
    const known = (await reader.listEditions()).map(({ id }) => id).join(', ')
    console.error(`There is no edition ${edition}; there ${known ? `are ${known}` : 'are none'}`)
    return 1
  }
  say('done')
  writeFileSync(resolve(out), bytes)
  console.log(`${out}: ${count(Math.round(bytes.length / 1024))} KB`)
  return 0
}

/** Freezes what is public now as an edition. */
export async function freezeEdition(database: Database, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { 'as-of': { type: 'string' }, title: { type: 'string' }, note: { type: 'string' } },
  })
  const [id] = positionals
  const asOf = values['as-of'] ?? new Date().toISOString().slice(0, 10)
  if (!id || !/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    console.error('edition freeze ID --as-of 2026-12-31 [--title TITLE] [--note NOTE]')
    return 2
  }
  const edition = { id, asOf, title: values.title ?? `Edition ${id}`, note: values.note ?? '' }
  try {
    const { checksum } = await database.writer
      .transaction()
      .execute((transaction) =>
        new EditionWriter(transaction).freezePublished(edition, new Date().toISOString()),
      )
    console.log(`Edition ${id} is frozen; checksum ${checksum}`)
    return 0
  } catch (error) {
    if (!(error instanceof EditionError)) throw error
    console.error(error.message)
    return 1
  }
}
