import type { Readable } from 'node:stream'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { say } from '../messages/say'
import type { Column } from './columns'
import { columnLetter } from './reading/source'
import { type DropDown, textSheet, writeWorkbook } from './workbook'

/** Columns that a table someone fills in has no use for. */
const NOT_ASKED = new Set([
  'as_stated',
  'source_system',
  'source_id',
  'source_retrieved',
  'created',
  'updated',
])

const HOW: string[][] = [
  [say('template.how'), ''],
  ['', say('template.row')],
  ['', say('template.needed')],
  ['', say('template.several')],
  ['', say('template.dates')],
  ['', say('template.number')],
  ['', say('template.columns')],
]

/** The workbook that tables can be written in: drop-downs for every vocabulary, and a sheet of help. */
export function templateFile(columns: readonly Column[], taxonomy: Taxonomy): Readable {
  const asked = columns.filter(({ name, read }) => read && !NOT_ASKED.has(name))
  const lists = asked.flatMap(({ name, vocabulary }, column) => {
    const concepts = vocabulary ? taxonomy.vocabulary(vocabulary)?.concepts : undefined
    return concepts ? [{ name, column, labels: concepts.map(({ label }) => label) }] : []
  })
  const longest = Math.max(...lists.map(({ labels }) => labels.length))
  const listRows = Array.from({ length: longest }, (_, row) =>
    lists.map(({ labels }) => labels[row] ?? ''),
  )
  const dropDowns = lists.map(({ column, labels }, at): DropDown => {
    const letter = columnLetter(at)
    const isStrict = asked[column]?.type === 'concept'
    return { column, isStrict, source: `Lists!$${letter}$2:$${letter}$${labels.length + 1}` }
  })
  const widths = asked.map(({ name, type }) =>
    name === 'title' ? 40 : type === 'number' ? 10 : 24,
  )
  const help = asked.map(({ name, help }) => [name, help])
  const helpRows = [...HOW, ['', ''], [say('template.column'), say('template.holds')], ...help]
  return writeWorkbook([
    { ...textSheet(say('template.sheet'), [asked.map(({ name }) => name)]), widths, dropDowns },
    { ...textSheet(say('template.helpSheet'), helpRows), widths: [26, 110] },
    { ...textSheet('Lists', [lists.map(({ name }) => name), ...listRows]), isHidden: true },
  ])
}
