import { z } from 'zod'

/**
 * How free text earns a concept: any of the patterns in `any` must occur in the
 * record's own words. A pattern is one or more words standing next to each other;
 * `*` at the end of a word allows any ending; hyphens, accents and punctuation do
 * not matter. Lower-case patterns ignore case, patterns with a capital respect it
 * (`RAG` is not `rag`). Phrases in `except` are taken out of the text first.
 *
 * @example { any: ['satellite*', 'remote sensing', 'GIS'], except: ['satellite office*'] }
 */
export const ruleSchema = z.strictObject({
  any: z.array(z.string().min(2)).min(1),
  except: z.array(z.string().min(2)).optional(),
})

/** One term of a controlled list. Members past `source` belong to single vocabularies. */
export const conceptSchema = z.strictObject({
  /** Stable for ever, used in addresses and stored content: `itu`, `13`, `KEN`. */
  id: z.string().regex(/^[A-Za-z0-9-]+$/),
  /** What people read: `ITU`, `Climate Action`, `Kenya`. */
  label: z.string().min(1),
  /** One sentence in plain words. */
  definition: z.string().min(10),
  /** Other spellings met in the wild; compared after folding case, accents and punctuation. */
  aliases: z.array(z.string().min(1)),
  /** What it is called in the other languages of the UN, and the words people there search by. */
  labels: z
    .partialRecord(z.enum(['ar', 'es', 'fr', 'ru', 'zh']), z.array(z.string().min(1)).min(1))
    .optional(),
  /** Where the term, or its definition, comes from: an address or a citation. */
  source: z.string().min(5),
  /** How free text is tagged with it (AI techniques, sectors). */
  rule: ruleSchema.optional(),
  /** What in a text suggests it to whoever writes an entry (SDGs, activity types); it never tags by itself. */
  hint: ruleSchema.optional(),
  /** Official name where the label is shorter: `International Telecommunication Union`. */
  name: z.string().optional(),
  acronym: z.string().optional(),
  /** Kind of organisation, one of the vocabulary's `kinds`. */
  kind: z.string().optional(),
  /** Id of the concept this one belongs to, in the same vocabulary. */
  parent: z.string().optional(),
  homepage: z.url().optional(),
  /** Official colour, `#RRGGBB`. */
  colour: z
    .string()
    .regex(/^#[0-9A-F]{6}$/)
    .optional(),
  /** Ids of concepts of other vocabularies that follow from this one, by vocabulary id: `{ "pillars": ["skills-capacity"] }`. */
  implies: z.record(z.string(), z.array(z.string())).optional(),
  /**
   * Ids of concepts of other vocabularies that it is a part of, by vocabulary id, as a country is of
   * a group: a search for those finds it, but it does not count under them.
   */
  within: z.record(z.string(), z.array(z.string())).optional(),
  /** Id of the region (vocabulary `regions`) a country lies in; absent where the regions cover none. */
  region: z.string().optional(),
  /** ISO 3166-1 alpha-2 and UN M49 codes of a country. */
  iso2: z.string().length(2).optional(),
  m49: z.string().length(3).optional(),
})

/** One controlled list, as it stands in its JSON file. */
export const vocabularySchema = z.strictObject({
  /** Plural; also its address: `/taxonomy/sdgs`. */
  id: z.string().regex(/^[a-z-]+$/),
  /** Key on an activity's content that holds its concept ids: `sdgs`. */
  field: z.string(),
  /** Facet parameter in addresses and the API: `sdg`. */
  param: z.string().regex(/^[a-z]+$/),
  label: z.string(),
  singular: z.string(),
  /** What the list means to someone who has never met it. */
  definition: z.string(),
  source: z.string(),
  /** Whether values are listed as given in the file or by how many activities carry them. */
  order: z.enum(['given', 'count']),
  /** Whether each concept has a page of its own: `/sdgs/13`. */
  pages: z.boolean(),
  /** Whether the home page offers its values as ways in. */
  home: z.boolean().optional(),
  /** Whether it says what an activity is about, so that two that share a concept are alike. */
  topical: z.boolean().optional(),
  /** Names of the kinds its concepts come in, in the order to list them. */
  kinds: z.record(z.string(), z.string()).optional(),
  concepts: z.array(conceptSchema).min(1),
})

export type Rule = z.infer<typeof ruleSchema>
export type Concept = z.infer<typeof conceptSchema>
export type Vocabulary = z.infer<typeof vocabularySchema>
