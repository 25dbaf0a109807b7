import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'
import type { Taxonomy } from '../../taxonomy/taxonomy'

export type WarningCode =
  | 'unplaced-label'
  | 'region-contradicts-countries'
  | 'unknown-start'
  | 'likely-duplicate'
  | 'looks-like-test'
  | 'broken-address'
  | 'hardly-mentions-ai'

/**
 * Kinds that call for no decision on the entry: only its writers know when it began, and labels
 * are placed for all entries at once. They are shown, and found by filter, but wait for nobody.
 */
export const SLIGHT_WARNINGS: readonly string[] = [
  'unknown-start',
  'unplaced-label',
] satisfies WarningCode[]

/** Something about one activity that a curator should look at. */
export interface Warning {
  code: WarningCode
  /** Key of the field it concerns. */
  field: string
  /** What stands there: `Tunisia lies in Arab States, the entry says Africa`. */
  detail: string
  otherActivityId?: number
}

const TEST_TITLE =
  /^(test|testing|demo|dummy|sample|asdf|abc|lorem ipsum)( (test|entry|record|activity|\d+))*$/
const MENTIONS_AI =
  /\b(ai|a\.i\.|ml|nlp|llms?|gpt|genai|artificial(ly)? intelligen\w+|intelligent|machine[- ]learning|deep[- ]learning|neural|algorithm\w*|chat-?bots?|computer vision|language models?|generative|predictive|automated|automation|robot\w*|big data|data science)\b/i

const SAYS_WORLDWIDE = /\b(is|as) an? (global|worldwide)\b/i

/** Everything notable in an activity's content, but for its likeness to others (`duplicates.ts`). */
export function warningsOf(content: ActivityContent, taxonomy: Taxonomy): Warning[] {
  return [
    ...content.unplaced.map(
      ({ field, label }): Warning => ({ code: 'unplaced-label', field, detail: label }),
    ),
    ...regionContradictions(content, taxonomy),
    ...(content.startDate === null
      ? [{ code: 'unknown-start', field: 'startDate', detail: 'No start date is stated' } as const]
      : []),
    ...(looksLikeTest(content)
      ? [{ code: 'looks-like-test', field: 'title', detail: content.title } as const]
      : []),
    ...content.links
      .filter(({ url }) => !isWorkableAddress(url))
      .map(({ url }): Warning => ({ code: 'broken-address', field: 'links', detail: url })),
    ...(mentionsAi(content)
      ? []
      : [{ code: 'hardly-mentions-ai', field: 'summary', detail: 'No word for AI' } as const]),
  ]
}

/** Whether an entry is someone's try-out of the form rather than an activity. */
export function looksLikeTest(content: ActivityContent): boolean {
  return TEST_TITLE.test(fold(content.title))
}

function mentionsAi(content: ActivityContent): boolean {
  const { title, summary, description, domain, approach, technology, output } = content
  return [title, summary, description, domain, approach, technology, output].some((text) =>
    MENTIONS_AI.test(text),
  )
}

/**
 * An address that browsers can follow. Says nothing of whether anything answers there.
 *
 * @example isWorkableAddress('https://docs.un.org/e /78/310') === false
 */
export function isWorkableAddress(url: string): boolean {
  if (/\s/.test(url) || !URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.')
}

/** Regions stated that leave out the region of a country stated, or that a text calls worldwide. */
function regionContradictions(content: ActivityContent, taxonomy: Taxonomy): Warning[] {
  const label = (region: string) => taxonomy.concept('regions', region)?.label ?? region
  const stated = content.regions.map(label).join(', ')
  const note = (detail: string): Warning => ({
    code: 'region-contradicts-countries',
    field: 'regions',
    detail: `${detail}; the entry says ${stated}`,
  })
  if (content.regions.length === 0 || content.regions.some((id) => !taxonomy.isBounded(id)))
    return []
  if (content.countries.length === 0 && content.countryGroups.length === 0)
    return SAYS_WORLDWIDE.test(content.summary) ? [note('The summary calls it global')] : []
  return content.countries.flatMap((id) => {
    const country = taxonomy.concept('countries', id)
    if (!country?.region || content.regions.includes(country.region)) return []
    return [note(`${country.label} lies in ${label(country.region)}`)]
  })
}
