import type { Readable } from 'node:stream'
import type { Taxonomy } from '../../taxonomy/taxonomy'
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
  ['How to use this template', ''],
  [
    '',
    'Write one activity per row on the sheet Activities, and send the file on the page /import.',
  ],
  ['', 'Title and summary are needed; leave empty what is not known.'],
  [
    '',
    'Several terms in one cell: choose one, then add others behind it, separated by semicolons.',
  ],
  ['', 'Dates as far as they are known: 2024, 2024-05 or 2024-05-17.'],
  ['', 'A row with the number of an entry in the column id changes that entry.'],
  ['', 'Columns may be left out, moved or renamed: what a heading means can be said on the page.'],
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
  const helpRows = [...HOW, ['', ''], ['Column', 'What stands in it'], ...help]
  return writeWorkbook([
    { ...textSheet('Activities', [asked.map(({ name }) => name)]), widths, dropDowns },
    { ...textSheet('Help', helpRows), widths: [26, 110] },
    { ...textSheet('Lists', [lists.map(({ name }) => name), ...listRows]), isHidden: true },
  ])
}
