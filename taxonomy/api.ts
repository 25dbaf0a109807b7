import { z } from 'zod'
import { activitySchema, outcomesSchema } from './activity'
import { CHANGE_KINDS } from './webhooks'

/**
 * The shapes that leave the server: JSON of the API and models of the pages. The
 * OpenAPI description is generated from them; the web front end imports their types.
 */

export const SORTS = ['relevance', 'updated', 'start', 'title'] as const
export const LIMIT = { default: 20, max: 100 }
export const QUERY_MAX = 300

/** A concept as it stands in an answer. */
export const refSchema = z
  .object({ id: z.string(), label: z.string() })
  .meta({ id: 'ConceptRef', examples: [{ id: 'itu', label: 'ITU' }] })

/** A piece of text; `hit` where it matched the query. Never HTML. */
export const segmentSchema = z
  .object({ text: z.string(), hit: z.boolean() })
  .meta({ id: 'Segment' })

export const highlightSchema = z
  .object({
    title: z.array(segmentSchema),
    /** The part of the entry that matched best; the summary's beginning without a query. */
    snippet: z.array(segmentSchema),
    /** Keys of the fields in which the query matched: `["title","partners"]`. */
    matchedIn: z.array(z.string()),
    /** Concepts of the entry that the query named: `[{ "param": "country", "id": "KEN", "label": "Kenya" }]`. */
    tagged: z.array(refSchema.extend({ param: z.string() })),
  })
  .meta({ id: 'Highlight' })

export const itemSchema = z
  .object({
    id: z.int(),
    title: z.string(),
    summary: z.string(),
    entities: z.array(refSchema),
    sdgs: z.array(z.int()),
    pillars: z.array(refSchema),
    types: z.array(refSchema),
    maturity: refSchema.nullable(),
    regions: z.array(refSchema),
    countries: z.array(refSchema),
    techniques: z.array(refSchema),
    sectors: z.array(refSchema),
    /** `null` = unknown. */
    startYear: z.int().nullable(),
    /** Day of the last change, at the source or here: `2025-12-04`. */
    updatedAt: z.string(),
    source: z.object({ system: z.string(), id: z.string() }).nullable(),
    highlight: highlightSchema,
  })
  .meta({ id: 'ActivityItem' })

export const facetValueSchema = z
  .object({
    /** Concept id, a year, or `unknown` for entries that state nothing. */
    id: z.string(),
    label: z.string(),
    /** Activities of this search that carry it, were it chosen; a facet's own choice does not lower it. */
    count: z.int(),
    selected: z.boolean(),
  })
  .meta({ id: 'FacetValue' })

/** Ways on from a search that found nothing, each with what it would find. */
export const waysOnSchema = z
  .object({
    /** Chosen values, most found without it first: `{ "param": "country", "id": "KEN", "label": "Kenya", "total": 12 }`. */
    without: z.array(refSchema.extend({ param: z.string(), total: z.int() })),
    /** Queries spelled nearly like the one typed. */
    spellings: z.array(z.object({ q: z.string(), total: z.int() })),
    /** Concepts that words of the query name, or nearly. */
    concepts: z.array(refSchema.extend({ param: z.string(), count: z.int() })),
  })
  .meta({ id: 'WaysOn' })

export const searchResultSchema = z
  .object({
    total: z.int(),
    items: z.array(itemSchema),
    /** By facet parameter; every value the catalogue holds, also those with count 0 here. */
    facets: z.record(z.string(), z.array(facetValueSchema)),
    query: z.object({
      q: z.string(),
      /** The query as it was run, where words of the one typed are in no activity. */
      corrected: z.string().optional(),
      /** A near spelling that finds far more, to be offered; it was not run. */
      suggested: z.string().optional(),
      /** How many have all words, where few do and those with some are listed behind them. */
      complete: z.int().optional(),
      /** Whether those come first; else all are in the order of how well they match. */
      completeFirst: z.boolean().optional(),
      filters: z.record(z.string(), z.array(z.string())),
      sort: z.enum(SORTS),
      limit: z.int(),
      offset: z.int(),
    }),
    /** Only where nothing was found. */
    waysOn: waysOnSchema.optional(),
    /** Changes with every published change. */
    revision: z.string(),
  })
  .meta({ id: 'SearchResult' })

/** One activity in full. Unknown is `null`, an empty string or an empty list. */
export const activityDetailSchema = activitySchema
  .omit({ unplaced: true, contact: true })
  .extend({
    id: z.int(),
    /** Sequence number of the published version, from 1. */
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    entities: z.array(refSchema),
    pillars: z.array(refSchema),
    types: z.array(refSchema),
    maturity: refSchema.nullable(),
    beneficiaries: z.array(refSchema),
    regions: z.array(refSchema),
    countries: z.array(refSchema),
    countryGroups: z.array(refSchema),
    techniques: z.array(refSchema),
    sectors: z.array(refSchema),
    outcomes: outcomesSchema,
    /** Labels of the source that no concept was found for, verbatim, by field. */
    asStated: z.array(z.object({ field: z.string(), label: z.string() })),
    /** Address of the page for people. */
    url: z.string(),
    licence: z.string(),
  })
  .meta({ id: 'Activity' })

/** Why two activities are alike: concepts both carry, by facet, and `partners` both name. */
export const relatedSchema = z
  .object({
    id: z.int(),
    title: z.string(),
    entities: z.array(refSchema),
    startYear: z.int().nullable(),
    shared: z.array(z.object({ facet: z.string(), labels: z.array(z.string()) })),
  })
  .meta({ id: 'RelatedActivity' })

export const suggestionSchema = z
  .object({
    label: z.string(),
    /** Address of what is suggested, relative to the site. */
    url: z.string(),
    /** Activities behind a concept; absent for an activity. */
    count: z.int().optional(),
  })
  .meta({ id: 'Suggestion' })

export const suggestionsSchema = z
  .object({
    q: z.string(),
    /** Groups that hold something, best first: `activities`, then vocabularies by id. */
    groups: z.array(
      z.object({ id: z.string(), label: z.string(), items: z.array(suggestionSchema) }),
    ),
  })
  .meta({ id: 'Suggestions' })

/** A concept as the vocabularies' pages show it. */
export const conceptSummarySchema = refSchema
  .extend({
    name: z.string().nullable(),
    acronym: z.string().nullable(),
    definition: z.string(),
    aliases: z.array(z.string()),
    source: z.string(),
    /** Name of the kind it is of, such as *Specialised agencies*. */
    kind: z.string().nullable(),
    parent: refSchema.nullable(),
    homepage: z.string().nullable(),
    colour: z.string().nullable(),
    /** Labels of concepts that follow from it: the pillars of an activity type. */
    implies: z.array(refSchema),
    /** Published activities that carry it. */
    count: z.int(),
    /** Page of its own, or the list of its activities. */
    url: z.string(),
  })
  .meta({ id: 'Concept' })

export const vocabularyDetailSchema = z
  .object({
    id: z.string(),
    param: z.string(),
    label: z.string(),
    singular: z.string(),
    definition: z.string(),
    source: z.string(),
    concepts: z.array(
      conceptSummarySchema
        .extend({
          /** What it is called in the UN's other languages, and words to search by: `{ "es": ["Kenia"] }`. */
          labels: z.record(z.string(), z.array(z.string())),
        })
        .meta({ id: 'VocabularyConcept' }),
    ),
  })
  .meta({ id: 'Vocabulary' })

export const vocabularyListSchema = z.object({
  vocabularies: z.array(
    vocabularyDetailSchema
      .omit({ concepts: true })
      .extend({ concepts: z.int(), url: z.string() })
      .meta({ id: 'VocabularySummary' }),
  ),
})

/** A concept with what the catalogue says of it. */
export const conceptProfileSchema = conceptSummarySchema
  .extend({
    /** Counts of its activities by the other facets, highest first, zeros left out. */
    facets: z.record(z.string(), z.array(facetValueSchema)),
    /** Its newest activities. */
    latest: z.array(itemSchema),
  })
  .meta({ id: 'ConceptProfile' })

/** One change of what the public sees. */
export const changeSchema = z
  .object({
    /** Where to go on from after this change. */
    cursor: z.string(),
    /** ISO time, UTC. */
    at: z.string(),
    /** `published`: it is new. `restored`: it is back. `archived`, `merged`: it is gone. */
    kind: z.enum(CHANGE_KINDS),
    /** Number of the activity. */
    id: z.int(),
    /** Number of the version that became public; `null` where it is gone. */
    version: z.int().nullable(),
    /** The activity that its number leads to today, of a merged one. */
    mergedInto: z.int().nullable(),
    /** Address of the activity as JSON; a merged one's leads on to the other. */
    url: z.string(),
  })
  .meta({ id: 'Change' })

export const changesSchema = z
  .object({
    items: z.array(changeSchema),
    /** The cursor to ask with next, also where nothing has changed. */
    next: z.string(),
    /** Whether there is more already. */
    hasMore: z.boolean(),
    revision: z.string(),
  })
  .meta({ id: 'Changes' })

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    /** One per wrong field. */
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type Ref = z.infer<typeof refSchema>
export type Segment = z.infer<typeof segmentSchema>
export type Highlight = z.infer<typeof highlightSchema>
export type ActivityItem = z.infer<typeof itemSchema>
export type FacetValue = z.infer<typeof facetValueSchema>
export type SearchResult = z.infer<typeof searchResultSchema>
export type ActivityDetail = z.infer<typeof activityDetailSchema>
export type RelatedActivity = z.infer<typeof relatedSchema>
export type Suggestions = z.infer<typeof suggestionsSchema>
export type ConceptSummary = z.infer<typeof conceptSummarySchema>
export type VocabularyDetail = z.infer<typeof vocabularyDetailSchema>
export type VocabularySummary = z.infer<typeof vocabularyListSchema>['vocabularies'][number]
export type ConceptProfile = z.infer<typeof conceptProfileSchema>
export type Change = z.infer<typeof changeSchema>
export type Problem = z.infer<typeof problemSchema>
export type Sort = (typeof SORTS)[number]
