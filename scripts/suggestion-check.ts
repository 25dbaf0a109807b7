import { readFileSync } from 'node:fs'
import { fromCatalogueForm } from '../server/exchange/catalogue-format'
import { suggestConcepts } from '../server/submissions/help'
import type { ActivityContent } from '../taxonomy/activity'
import { statedIn, type Taxonomy } from '../taxonomy/taxonomy'

/** How far what is suggested for entries agrees with what they state. */
export interface Agreement {
  /** Suggested and stated; suggested only; stated only. */
  both: number
  suggestedOnly: number
  statedOnly: number
}

/**
 * Suggests concepts for entries as if they stated none, and compares with what they state, by
 * concept of one field. Entries state too much (every goal) and too little, so that this says
 * how two judgements agree rather than which is right.
 */
export function checkSuggestions(
  taxonomy: Taxonomy,
  contents: readonly ActivityContent[],
  field: 'sdgs' | 'types',
): Map<string, Agreement> {
  const vocabulary = taxonomy.vocabularies.find((candidate) => candidate.field === field)
  const counts = new Map<string, Agreement>(
    vocabulary?.concepts.map(({ id }) => [id, { both: 0, suggestedOnly: 0, statedOnly: 0 }]),
  )
  for (const content of contents) {
    const stated = new Set(statedIn(content, field))
    const suggested = new Set(
      suggestConcepts({ ...content, [field]: [] }, taxonomy)
        .filter((suggestion) => suggestion.field === field)
        .map(({ id }) => id),
    )
    for (const [id, count] of counts) {
      if (suggested.has(id) && stated.has(id)) count.both++
      else if (suggested.has(id)) count.suggestedOnly++
      else if (stated.has(id)) count.statedOnly++
    }
  }
  return counts
}

/** Share of what is suggested that is stated, and of what is stated that is suggested, 0 to 1. */
export function sharesOf(counts: Iterable<Agreement>): { precision: number; recall: number } {
  const sum = { both: 0, suggestedOnly: 0, statedOnly: 0 }
  for (const { both, suggestedOnly, statedOnly } of counts) {
    sum.both += both
    sum.suggestedOnly += suggestedOnly
    sum.statedOnly += statedOnly
  }
  return {
    precision: sum.both / (sum.both + sum.suggestedOnly || 1),
    recall: sum.both / (sum.both + sum.statedOnly || 1),
  }
}

/** Prints the agreement for the entries of a file in the catalogue's own form; the exit code is 0. */
export function printSuggestionCheck(taxonomy: Taxonomy, file: string): number {
  const contents = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => fromCatalogueForm(JSON.parse(line)).content)
  for (const field of ['sdgs', 'types'] as const) {
    const counts = checkSuggestions(taxonomy, contents, field)
    console.log(`${field.padEnd(22)} precision   recall`)
    const print = (label: string, agreements: Iterable<Agreement>) => {
      const { precision, recall } = sharesOf(agreements)
      const shares = [precision, recall].map((share) => share.toFixed(2).padStart(9))
      console.log(`  ${label.padEnd(20)} ${shares.join('')}`)
    }
    for (const [id, count] of counts) print(id, [count])
    print('all', counts.values())
  }
  return 0
}
