import type {
  ConceptProfile,
  ConceptSummary,
  VocabularyDetail,
  VocabularySummary,
} from '../../taxonomy/api'
import type { ShownVocabulary } from '../../taxonomy/pages'
import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import type { Catalogue } from './catalogue'
import { countedValues } from './search'
import { addressOf } from './suggest'

const LATEST = 10

/** A concept with how many public activities carry it. */
export function conceptSummary(
  { index, taxonomy }: Catalogue,
  vocabulary: Vocabulary,
  concept: Concept,
): ConceptSummary {
  const parent = concept.parent ? taxonomy.concept(vocabulary.id, concept.parent) : undefined
  return {
    id: concept.id,
    label: concept.label,
    name: concept.name ?? null,
    acronym: concept.acronym ?? null,
    definition: concept.definition,
    aliases: concept.aliases,
    source: concept.source,
    kind: (concept.kind && vocabulary.kinds?.[concept.kind]) || null,
    parent: parent ? { id: parent.id, label: parent.label } : null,
    homepage: concept.homepage ?? null,
    colour: concept.colour ?? null,
    implies: Object.entries(concept.implies ?? {}).flatMap(([other, ids]) =>
      ids.flatMap((id) => {
        const implied = taxonomy.concept(other, id)
        return implied ? [{ id, label: implied.label }] : []
      }),
    ),
    count: index.facets.membersOf(vocabulary.param, concept.id).size,
    url: addressOf(vocabulary, concept.id),
  }
}

/** A vocabulary with all its concepts. */
export function vocabularyDetail(catalogue: Catalogue, vocabulary: Vocabulary): VocabularyDetail {
  const { concepts, ...shown } = shownVocabulary(catalogue, vocabulary)
  const labels = vocabulary.concepts.map(({ labels = {} }) => labels)
  return {
    ...shown,
    concepts: concepts.map((concept, at) => ({ ...concept, labels: labels[at] ?? {} })),
  }
}

/** The same as its page shows it, which does without the labels in other languages. */
export function shownVocabulary(catalogue: Catalogue, vocabulary: Vocabulary): ShownVocabulary {
  const { id, param, label, singular, definition, source } = vocabulary
  return {
    ...{ id, param, label, singular, definition, source },
    concepts: vocabulary.concepts.map((concept) => conceptSummary(catalogue, vocabulary, concept)),
  }
}

export function vocabularySummary({
  id,
  param,
  label,
  singular,
  definition,
  source,
  concepts,
}: Vocabulary): VocabularySummary {
  return {
    id,
    param,
    label,
    singular,
    definition,
    source,
    concepts: concepts.length,
    url: `/taxonomy/${id}`,
  }
}

/** A concept with the shape of its activities: their other facets, and the newest of them. */
export async function conceptProfile(
  catalogue: Catalogue,
  vocabulary: Vocabulary,
  concept: Concept,
): Promise<ConceptProfile> {
  const { index, taxonomy } = catalogue
  const own = index.facets.membersOf(vocabulary.param, concept.id)
  const counts = index.facets.count(own)
  const facets = taxonomy.facets.map((facet) => {
    const others = countedValues(index, facet, counts).filter(
      ({ id, count }) => count > 0 && !(facet.vocabulary === vocabulary && id === concept.id),
    )
    return [facet.param, others.sort((a, b) => b.count - a.count)] as const
  })
  return {
    ...conceptSummary(catalogue, vocabulary, concept),
    facets: Object.fromEntries(facets),
    latest: await catalogue.latest(LATEST, { [vocabulary.param]: [concept.id] }),
  }
}
