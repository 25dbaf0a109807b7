import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import { LICENCE } from '../catalogue/view'
import { inEnglish, type RdfNode, type RdfValue } from './rdf'

export const LANGUAGES = ['ar', 'es', 'fr', 'ru', 'zh'] as const

/** A vocabulary's address for machines and people: the page that lists it. */
const schemeIri = (origin: string, vocabulary: string) => `${origin}/taxonomy/${vocabulary}`

/** A concept's: its place on that page. */
export const conceptIri = (origin: string, vocabulary: string, id: string) =>
  `${schemeIri(origin, vocabulary)}#${id}`

/** Vocabularies in SKOS: a concept scheme each, and all their concepts. */
export function toSkos(vocabularies: readonly Vocabulary[], origin: string): RdfNode[] {
  return vocabularies.flatMap((vocabulary) => [
    schemeOf(vocabulary, origin),
    ...vocabulary.concepts.map((concept) => conceptOf(vocabulary, concept, origin)),
  ])
}

function schemeOf(
  { id, label, definition, source, concepts }: Vocabulary,
  origin: string,
): RdfNode {
  return {
    '@id': schemeIri(origin, id),
    '@type': 'skos:ConceptScheme',
    'dct:title': inEnglish(label),
    'dct:description': inEnglish(definition),
    'dct:source': sourceOf(source),
    'dct:license': { '@id': LICENCE },
    'skos:hasTopConcept': concepts
      .filter(({ parent }) => !parent)
      .map((concept) => ({ '@id': conceptIri(origin, id, concept.id) })),
  }
}

function conceptOf(vocabulary: Vocabulary, concept: Concept, origin: string): RdfNode {
  const { id, label, definition, name, acronym, aliases, labels, parent, homepage, source } =
    concept
  const scheme = { '@id': schemeIri(origin, vocabulary.id) }
  const ref = (other: string, inVocabulary = vocabulary.id) => ({
    '@id': conceptIri(origin, inVocabulary, other),
  })
  const alternative = [name, acronym].filter((text) => text !== undefined && text !== label)
  // What a label says already is said once (SKOS, S13).
  const said = new Set([label, ...alternative])
  const wider = [
    ...Object.entries({ ...concept.implies, ...concept.within }),
    ...(concept.region ? [['regions', [concept.region]] as const] : []),
  ]
  return {
    '@id': conceptIri(origin, vocabulary.id, id),
    '@type': 'skos:Concept',
    'skos:prefLabel': inEnglish(label),
    'skos:altLabel': [
      ...[...new Set(alternative)].map((text) => inEnglish(text ?? '')),
      ...LANGUAGES.flatMap((language) =>
        (labels?.[language] ?? []).map((text) => ({ '@value': text, '@language': language })),
      ),
    ],
    // Spellings met in the wild, right or wrong, of whatever language.
    'skos:hiddenLabel': [...new Set(aliases)].filter((text) => !said.has(text)),
    'skos:notation': id,
    'skos:definition': inEnglish(definition),
    'skos:inScheme': scheme,
    'skos:topConceptOf': parent ? undefined : scheme,
    'skos:broader': parent ? ref(parent) : undefined,
    'skos:narrower': vocabulary.concepts
      .filter((other) => other.parent === id)
      .map((other) => ref(other.id)),
    'skos:broadMatch': wider.flatMap(([other, ids]) => ids.map((one) => ref(one, other))),
    'foaf:page': vocabulary.pages ? { '@id': `${origin}/${vocabulary.id}/${id}` } : undefined,
    'foaf:homepage': homepage ? { '@id': homepage } : undefined,
    'dct:source': sourceOf(source),
  }
}

/** An address as one, a citation as text. */
const sourceOf = (source: string): RdfValue =>
  /^https?:\/\/\S+$/.test(source) ? { '@id': source } : source
