import type { ActivityItem } from '../../taxonomy/api'
import { type CardFacets, chosenFirst, type FacetValues, fieldName, valuesOf } from './facets'
import type { I18n } from './i18n'

/** Fields every card and row shows, so that a match there needs no saying. */
const SHOWN = new Set(['title', 'summary'])

/** A label on a card; `hit` where the query named its concept. */
export interface Tag {
  id: string
  label: string
  hit: boolean
}

/**
 * The values of a facet in the order a card shows them: those the query named, those
 * chosen in the search, the others.
 */
export function tagsOf(
  item: ActivityItem,
  facet: CardFacets['all'][number],
  values: FacetValues = {},
): Tag[] {
  const named = new Set(
    item.highlight.tagged.filter(({ param }) => param === facet.param).map(({ id }) => id),
  )
  const tags = chosenFirst(valuesOf(item, facet, values), facet, values).map(({ id, label }) => ({
    id,
    label,
    hit: named.has(id),
  }))
  return named.size > 0 ? tags.sort((a, b) => Number(b.hit) - Number(a.hit)) : tags
}

/**
 * Why an activity was found, beyond what its title, text and marked tags show by
 * themselves: `["Matched in: Partners", "Tagged: Africa"]`.
 *
 * @param marked whether a value is on show already, marked as a hit
 */
export function reasonsOf(
  { highlight }: ActivityItem,
  { all }: CardFacets,
  marked: (param: string, id: string) => boolean,
  i18n: I18n,
): string[] {
  const { t } = i18n
  const separator = t('list.separator')
  // A concept named by the query says more than the name of its field.
  const said = new Set(
    highlight.tagged.flatMap(
      ({ param }) => all.find((facet) => facet.param === param)?.field ?? [],
    ),
  )
  const fields = highlight.matchedIn
    .filter((field) => !SHOWN.has(field) && !said.has(field))
    .map((field) => fieldName(field, all, i18n))
  const labels = highlight.tagged
    .filter(({ param, id }) => !marked(param, id))
    .map(({ label }) => label)
  return [
    ...(fields.length > 0 ? [t('activities.matched', { fields: fields.join(separator) })] : []),
    ...(labels.length > 0 ? [t('activities.tagged', { labels: labels.join(separator) })] : []),
  ]
}
