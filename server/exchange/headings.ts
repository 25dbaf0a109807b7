import { fold } from '../../taxonomy/fold'
import type { FileColumn } from '../../taxonomy/import-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { ASIDE, COLUMN_ALIASES } from './column-aliases'
import type { Column } from './columns'
import { columnLetter } from './reading/source'

/** How many rows with something in them are looked at for headings. */
export const HEADER_WITHIN = 30

/** Tells what a heading names: a column's name, '' for what is left aside, undefined where unknown. */
export type Recognise = (heading: string) => string | undefined

/**
 * Recognises headings by the columns' names, their aliases, and what vocabularies call themselves.
 * A mark or remark behind (`Title*`, `Title (required)`) does not matter.
 */
export function recogniser(columns: readonly Column[], taxonomy: Taxonomy): Recognise {
  const known = new Map<string, string>()
  const learn = (spelling: string, name: string) => {
    const folded = fold(spelling)
    if (folded && !known.has(folded)) known.set(folded, name)
  }
  // A name is never taken for an alias of another.
  for (const { name, read } of columns) learn(name, read ? name : '')
  for (const { name, read } of columns)
    for (const alias of read ? (COLUMN_ALIASES[name] ?? []) : []) learn(alias, name)
  for (const { name, vocabulary: id, read } of columns) {
    const vocabulary = read && id ? taxonomy.vocabulary(id) : undefined
    if (vocabulary)
      for (const spelling of [vocabulary.label, vocabulary.singular, vocabulary.param, id ?? ''])
        learn(spelling, name)
  }
  for (const heading of ASIDE) learn(heading, '')
  return (heading) => {
    const bare = heading.replace(/[([].*?[)\]]/g, ' ')
    return known.get(fold(heading)) ?? known.get(fold(bare))
  }
}

/** Which of a file's first rows holds its headings: the one with most that are known. */
export function headerAmong(rows: readonly string[][], recognise: Recognise): number {
  let best = { at: 0, known: 0 }
  for (const [at, cells] of rows.entries()) {
    const names = cells.map(recognise).filter((name) => name !== undefined && name !== '')
    const known = new Set(names).size
    if (known > best.known) best = { at, known }
  }
  if (best.known > 0) return best.at
  const wide = rows.findIndex((cells) => cells.filter((cell) => cell.trim() !== '').length > 1)
  return Math.max(wide, 0)
}

/** Whether rows look like a table of entries. */
export function looksLikeTable(rows: readonly string[][], recognise: Recognise): boolean {
  const names = rows[headerAmong(rows, recognise)]?.map(recognise) ?? []
  return new Set(names.filter(Boolean)).size >= 2
}

/**
 * What each column of a file is taken for. Of two that claim the same, the first has it and
 * nobody has said yet what the second is.
 *
 * @param remembered what people of the entity said, by folded heading
 */
export function columnsOfFile(
  headings: readonly string[],
  recognise: Recognise,
  remembered: ReadonlyMap<string, string>,
): FileColumn[] {
  const taken = new Set<string>()
  return headings.flatMap((text, at): FileColumn[] => {
    const heading = text.trim()
    if (heading === '') return []
    const said = remembered.get(fold(heading))
    const target = said ?? recognise(heading) ?? null
    const isTwice = Boolean(target) && taken.has(target ?? '')
    if (target) taken.add(target)
    const how = isTwice || target === null ? 'none' : said !== undefined ? 'remembered' : 'name'
    const place = { at, letter: columnLetter(at), heading: heading.slice(0, 200) }
    return [{ ...place, target: isTwice ? null : target, how }]
  })
}
