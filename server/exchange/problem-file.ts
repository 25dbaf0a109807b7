import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { RowOutcome } from '../../taxonomy/import-pages'
import { say } from '../messages/say'
import { cellText, neutralised } from './cells'
import { looksLikeTable, type Recognise } from './headings'
import type { ImportBatch, ImportReader } from './import-reader'
import { openSource } from './reading/open-source'
import { textSheet, writeWorkbook } from './workbook'

/** How many rows' outcomes are read at once. */
const PAGE = 500

/**
 * The file that was sent with a column `problem` in front: what becomes of each row, and why. A
 * workbook comes back as a workbook, everything else as CSV.
 *
 * @param outcome only rows of this outcome; all when left out
 */
export function problemFile(
  batch: ImportBatch,
  reader: ImportReader,
  recognise: Recognise,
  outcome?: RowOutcome,
): { stream: Readable; type: string; ending: string } {
  const rows = rowsOf(batch, reader, recognise, outcome)
  if (batch.about.format === 'xlsx') {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const stream = writeWorkbook([{ ...textSheet(say('problem.sheet'), rows), widths: [60] }])
    return { stream, type, ending: 'xlsx' }
  }
  const stream = Readable.from(rows).pipe(stringify({ bom: true }))
  return { stream, type: 'text/csv; charset=utf-8', ending: 'csv' }
}

async function* rowsOf(
  { id, file, about }: ImportBatch,
  reader: ImportReader,
  recognise: Recognise,
  outcome: RowOutcome | undefined,
): AsyncGenerator<string[]> {
  const said = outcomesOf(id, reader)
  let next = await said.next()
  const source = await openSource(file, (rows) => looksLikeTable(rows, recognise))
  if (about.headerRow === 0) yield [say('problem.heading'), say('problem.record')]
  for await (const { row, cells, record } of source.rows) {
    const shown = record ? [JSON.stringify(record)] : cells
    if (row === about.headerRow) yield [say('problem.heading'), ...cells]
    if (next.done || next.value.row !== row) continue
    const { outcome: became, text } = next.value
    next = await said.next()
    if (!outcome || became === outcome)
      yield [text, ...shown].map((cell) => cellText(neutralised(cell)))
  }
}

async function* outcomesOf(id: number, reader: ImportReader) {
  for (let after = 0; ; ) {
    const rows = await reader.listRows(id, { after, limit: PAGE })
    for (const { row, outcome, activityId, detail } of rows) {
      const problems = detail.problems.map(({ place, reason }) => `${place} ${reason}`.trim())
      const became =
        outcome === 'duplicate' && activityId
          ? say('problem.duplicateOf', { id: activityId })
          : say(`problem.${outcome}`)
      yield { row, outcome, text: [became, ...problems].join('; ') }
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.row
  }
}
