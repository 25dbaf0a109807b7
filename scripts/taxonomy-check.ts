import { readFileSync } from 'node:fs'
import { fromCatalogueForm } from '../server/exchange/catalogue-format'
import { fromHubForm, HUB_COLUMNS, hubRecordSchema } from '../server/exchange/hub-format'
import type { ActivityContent } from '../taxonomy/activity'
import { repairText } from '../taxonomy/fold'
import { statedIn, type Taxonomy } from '../taxonomy/taxonomy'

interface Count {
  occurrences: number
  placed: number
  /** Labels that no concept was found for, with how often each came. */
  unplaced: Map<string, number>
}

/** What one label came to. */
interface Placed {
  column: string
  unplaced: readonly string[]
}

/** How the labels of a file are placed, by the Hub's columns, and how many records are tagged. */
export function checkTaxonomy(taxonomy: Taxonomy, lines: readonly string[]) {
  const columns: Record<string, Count> = {}
  const tagged: Record<string, number> = { sectors: 0, techniques: 0 }
  for (const line of lines) {
    const value = JSON.parse(line)
    const isHubForm = 'agencies' in value
    const { content } = isHubForm ? fromHubForm(value, taxonomy) : fromCatalogueForm(value)
    const labels = isHubForm ? labelsOfHub(taxonomy, value) : labelsOf(taxonomy, content)
    for (const { column, unplaced } of labels) {
      const count = columns[column] ?? { occurrences: 0, placed: 0, unplaced: new Map() }
      columns[column] = count
      count.occurrences++
      if (unplaced.length === 0) count.placed++
      for (const rest of unplaced) count.unplaced.set(rest, (count.unplaced.get(rest) ?? 0) + 1)
    }
    for (const field of Object.keys(tagged))
      if (statedIn(content, field).length > 0) tagged[field] = (tagged[field] ?? 0) + 1
  }
  return { records: lines.length, columns, tagged }
}

/** The labels of a record as the Hub has them. */
function labelsOfHub(taxonomy: Taxonomy, value: unknown): Placed[] {
  const record = hubRecordSchema.parse(value)
  return Object.entries(HUB_COLUMNS).flatMap(([column, vocabularies]) =>
    [record[column as keyof typeof HUB_COLUMNS]].flat().map((label) => ({
      column,
      unplaced: taxonomy.place(vocabularies, repairText(String(label))).unplaced,
    })),
  )
}

/** The labels of an activity: its concepts, which were placed, and what is kept verbatim. */
function labelsOf(taxonomy: Taxonomy, content: ActivityContent): Placed[] {
  const counted = new Set<string>()
  return Object.entries(HUB_COLUMNS).flatMap(([column, [first, ...others]]) => {
    const [own = '', ...shared] = [first, ...others].map(
      (id) => taxonomy.vocabulary(id)?.field ?? id,
    )
    // Two columns may lead to one field: its labels count under the first of them.
    const fields = [own, ...shared].filter((field) => !counted.has(field))
    for (const field of fields) counted.add(field)
    const placed = fields.flatMap((field) => statedIn(content, field))
    const verbatim = content.unplaced.filter(({ field }) => field === own)
    return [
      ...placed.map(() => ({ column, unplaced: [] })),
      ...verbatim.map(({ label }) => ({ column, unplaced: [label] })),
    ]
  })
}

/** Prints the table of `checkTaxonomy`; the exit code is 0. */
export function printTaxonomyCheck(taxonomy: Taxonomy, file: string): number {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const { records, columns, tagged } = checkTaxonomy(taxonomy, lines)
  const row = (cells: (string | number)[]) =>
    console.log(
      cells
        .map((cell, at) => (at === 0 ? String(cell).padEnd(18) : String(cell).padStart(12)))
        .join(''),
    )
  row(['vocabulary', 'occurrences', 'placed', 'verbatim', 'placed %'])
  for (const [column, { occurrences, placed, unplaced }] of Object.entries(columns)) {
    const vocabulary = HUB_COLUMNS[column as keyof typeof HUB_COLUMNS][0]
    const verbatim = [...unplaced.values()].reduce((sum, times) => sum + times, 0)
    row([vocabulary, occurrences, placed, verbatim, ((100 * placed) / occurrences).toFixed(2)])
  }
  for (const [field, count] of Object.entries(tagged))
    row([field, records, count, 0, ((100 * count) / records).toFixed(2)])
  console.log('\nUnplaced labels, kept verbatim on their activities:')
  for (const [column, { unplaced }] of Object.entries(columns))
    for (const [label, times] of unplaced)
      console.log(`  ${column}: ${label}${times > 1 ? ` (${times})` : ''}`)
  for (const [field, count] of Object.entries(tagged))
    console.log(`  ${field}: not stated on ${records - count} of ${records} activities`)
  return 0
}
