import { stringify } from 'csv-stringify/sync'
import type { Vocabulary } from '../../taxonomy/vocabulary'
import { joinList, neutralised } from './cells'
import { conceptIri, LANGUAGES } from './skos'

/** The concepts of vocabularies as a table; the same columns for all. */
export function toVocabularyCsv(vocabularies: readonly Vocabulary[], origin: string): string {
  const rows = vocabularies.flatMap((vocabulary) =>
    vocabulary.concepts.map((concept) => ({
      vocabulary: vocabulary.id,
      id: concept.id,
      label: concept.label,
      name: concept.name ?? '',
      acronym: concept.acronym ?? '',
      kind: (concept.kind && vocabulary.kinds?.[concept.kind]) ?? '',
      parent: concept.parent ?? '',
      region: concept.region ?? '',
      iso2: concept.iso2 ?? '',
      m49: concept.m49 ?? '',
      definition: concept.definition,
      aliases: joinList(concept.aliases),
      ...Object.fromEntries(
        LANGUAGES.map((language) => [
          `labels_${language}`,
          joinList(concept.labels?.[language] ?? []),
        ]),
      ),
      source: concept.source,
      uri: conceptIri(origin, vocabulary.id, concept.id),
    })),
  )
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, text]) => [name, neutralised(text)])),
  )
  return `\uFEFF${stringify(cells, { header: true, record_delimiter: '\r\n' })}`
}
