import { readFileSync } from 'node:fs'
import { fromHubForm, HUB_COLUMNS, hubRecordSchema } from '../server/exchange/hub-format'
import { repairText } from '../taxonomy/fold'
import type { Taxonomy } from '../taxonomy/taxonomy'

interface Count {
  occurrences: number
  placed: number
  /** Labels that no concept was found for, with how often each came. */
  unplaced: Map<string, number>
}

/** How the labels of a file in the Hub's form are placed, by its columns, and how many records are tagged. */
export function checkTaxonomy(taxonomy: Taxonomy, lines: readonly string[]) {
  const columns: Record<string, Count> = {}
  const tagged: Record<string, number> = { sectors: 0, techniques: 0 }
  const unplacedDates = new Map<string, number>()
  for (const line of lines) {
    const record = hubRecordSchema.parse(JSON.parse(line))
    for (const [column, vocabularies] of Object.entries(HUB_COLUMNS)) {
      const count = columns[column] ?? { occurrences: 0, placed: 0, unplaced: new Map() }
      columns[column] = count
      for (const label of [record[column as keyof typeof HUB_COLUMNS]].flat().map(String)) {
        count.occurrences++
        const { unplaced } = taxonomy.place(vocabularies, repairText(label))
        if (unplaced.length === 0) count.placed++
        for (const rest of unplaced) count.unplaced.set(rest, (count.unplaced.get(rest) ?? 0) + 1)
      }
    }
    const { content } = fromHubForm(JSON.parse(line), taxonomy)
    for (const field of Object.keys(tagged))
      if ((content[field as 'sectors' | 'techniques'] ?? []).length > 0)
        tagged[field] = (tagged[field] ?? 0) + 1
    for (const { field, label } of content.unplaced)
      if (field === 'startDate') unplacedDates.set(label, (unplacedDates.get(label) ?? 0) + 1)
  }
  return { records: lines.length, columns, tagged, unplacedDates }
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
