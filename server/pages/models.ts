import type { FacetInfo, PageModel } from '../../taxonomy/pages'
import type { Facet, Taxonomy } from '../../taxonomy/taxonomy'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import type { Catalogue } from '../catalogue/catalogue'
import { conceptProfile, conceptSummary, shownVocabulary } from '../catalogue/profiles'
import type { PublishedActivity } from '../catalogue/reader'
import type { SearchRequest } from '../catalogue/search'
import { countedValues } from '../catalogue/search'
import { toDetail } from '../catalogue/view'
import { apaCitation, bibtexCitation } from '../exchange/citations'
import { projectOf, SCHEMA_ORG } from '../exchange/schema-org'
import type { FieldError } from '../http/problem'

type Model<Page extends PageModel['page']> = Extract<PageModel, { page: Page }>

const LATEST = 6
const RELATED = 6

/** What a facet is called and means. */
export function facetInfo({
  param,
  field,
  label,
  singular,
  definition,
  vocabulary,
}: Facet): FacetInfo {
  const coloured = vocabulary?.concepts.filter(({ colour }) => colour) ?? []
  return {
    ...{ param, field, label, singular, definition },
    vocabulary: vocabulary?.id ?? null,
    pages: vocabulary?.pages ?? false,
    colours: Object.fromEntries(coloured.map(({ id, colour }) => [id, colour ?? ''])),
    labels: Object.fromEntries(coloured.map(({ id, label }) => [id, label])),
  }
}

const infosOfTaxonomies = new WeakMap<Taxonomy, FacetInfo[]>()

/** The same objects at every call, so that what is made of them can be kept with them. */
export function facetInfos({ taxonomy }: Catalogue): FacetInfo[] {
  const infos = infosOfTaxonomies.get(taxonomy) ?? taxonomy.facets.map(facetInfo)
  infosOfTaxonomies.set(taxonomy, infos)
  return infos
}

function figures({ index, taxonomy }: Catalogue): Model<'home'>['figures'] {
  const stated = (param: string) => {
    const facet = taxonomy.facet(param)
    return facet ? index.facets.list(facet).filter(({ id }) => id !== NOT_STATED.id).length : 0
  }
  return {
    activities: index.size,
    entities: stated('entity'),
    countries: stated('country'),
    updated: index.newest,
  }
}

/** The start page: figures, ways in by facet, the newest activities. */
export async function homeModel(catalogue: Catalogue): Promise<Model<'home'>> {
  const { index, taxonomy } = catalogue
  const counts = index.facets.count(index.all)
  const ways = taxonomy.facets
    .filter(({ vocabulary }) => vocabulary?.home)
    .map((facet) => ({
      facet: facetInfo(facet),
      values: countedValues(index, facet, counts)
        .filter(({ id }) => id !== NOT_STATED.id)
        .map((value) => ({ ...value, definition: definitionOf(facet, value.id) })),
    }))
  return {
    page: 'home',
    figures: figures(catalogue),
    ways,
    facets: facetInfos(catalogue),
    latest: await catalogue.latest(LATEST),
  }
}

function definitionOf({ vocabulary }: Facet, id: string): string {
  return vocabulary?.concepts.find((concept) => concept.id === id)?.definition ?? ''
}

/**
 * A search with its results.
 *
 * @param problems what of the request was wrong and left out
 */
export async function activitiesModel(
  catalogue: Catalogue,
  request: SearchRequest,
  view: 'cards' | 'table',
  problems: FieldError[],
): Promise<Model<'activities'>> {
  const result = await catalogue.search(request)
  return { page: 'activities', result, facets: facetInfos(catalogue), view, problems }
}

/** One activity with those like it. */
export async function activityModel(
  catalogue: Catalogue,
  activity: PublishedActivity,
  origin: string,
): Promise<Model<'activity'>> {
  const { index } = catalogue
  const order = index.inOrder('updated')
  const at = order.indexOf(index.positionOf(activity.id) ?? -1)
  const neighbour = async (position: number | undefined) => {
    const other = position === undefined ? undefined : await catalogue.find(index.idAt(position))
    return other ? { id: other.id, title: other.content.title } : null
  }
  return {
    ...loneActivityModel(catalogue, activity, origin),
    related: await catalogue.related(activity, RELATED),
    previous: await neighbour(order[at - 1]),
    next: await neighbour(order[at + 1]),
  }
}

/** The same without a way to any other activity. */
export function loneActivityModel(
  catalogue: Catalogue,
  activity: PublishedActivity,
  origin: string,
): Model<'activity'> {
  const { index, taxonomy } = catalogue
  const counts = taxonomy.facets.map((facet) => {
    const values = taxonomy.statedOrImplied(activity.content, facet)
    return [
      facet.param,
      Object.fromEntries(values.map((id) => [id, index.facets.membersOf(facet.param, id).size])),
    ] as const
  })
  const detail = toDetail(taxonomy, activity, origin)
  return {
    page: 'activity',
    activity: detail,
    citations: { apa: apaCitation(detail), bibtex: bibtexCitation(detail) },
    structured: { '@context': SCHEMA_ORG, ...projectOf(detail) },
    facets: facetInfos(catalogue),
    related: [],
    counts: Object.fromEntries(counts),
    previous: null,
    next: null,
    unconfirmedIn: null,
  }
}

/** The concepts of a vocabulary that activities carry, by kind or region where it has them. */
export function conceptsModel(
  catalogue: Catalogue,
  facet: Facet & { vocabulary: Vocabulary },
): Model<'concepts'> {
  const { vocabulary } = facet
  const groups = new Map<string | null, Concept[]>(
    Object.values(vocabulary.kinds ?? {}).map((kind) => [kind, []]),
  )
  for (const concept of vocabulary.concepts) {
    const region = concept.region && catalogue.taxonomy.concept('regions', concept.region)?.label
    const group = (concept.kind && vocabulary.kinds?.[concept.kind]) || region || null
    groups.set(group, [...(groups.get(group) ?? []), concept])
  }
  return {
    page: 'concepts',
    facet: facetInfo(facet),
    groups: [...groups]
      .map(([label, concepts]) => ({
        label,
        concepts: concepts
          .map((concept) => conceptSummary(catalogue, vocabulary, concept))
          .filter(({ count }) => count > 0),
      }))
      .filter(({ concepts }) => concepts.length > 0)
      .sort((a, b) =>
        vocabulary.kinds || a.label === b.label
          ? 0
          : (a.label ?? '\uFFFF') < (b.label ?? '\uFFFF')
            ? -1
            : 1,
      ),
  }
}

/** The page of a concept: what its activities have, and the newest of them. */
export async function conceptModel(
  catalogue: Catalogue,
  facet: Facet & { vocabulary: Vocabulary },
  concept: Concept,
): Promise<Model<'concept'>> {
  return {
    page: 'concept',
    facet: facetInfo(facet),
    concept: await conceptProfile(catalogue, facet.vocabulary, concept),
    facets: facetInfos(catalogue),
  }
}

/** The page of a vocabulary, with all its concepts. */
export function vocabularyModel(catalogue: Catalogue, vocabulary: Vocabulary): Model<'vocabulary'> {
  return { page: 'vocabulary', vocabulary: shownVocabulary(catalogue, vocabulary) }
}

/** The page about the site, with what the catalogue holds. */
export async function aboutModel(catalogue: Catalogue): Promise<Model<'about'>> {
  const { index, reader, taxonomy } = catalogue
  return {
    page: 'about',
    figures: figures(catalogue),
    unknown: taxonomy.facets.map((facet) => ({
      facet: facetInfo(facet),
      count: index.facets.membersOf(facet.param, NOT_STATED.id).size,
    })),
    unplaced: await reader.countUnplaced(),
  }
}
