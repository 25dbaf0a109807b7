import type { ActivityDetail, ActivityItem, Highlight, Ref } from '../../taxonomy/api'
import { yearOf } from '../../taxonomy/partial-date'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from './reader'

/** Licence of what the catalogue itself wrote: summaries, condensed outcomes, tags. */
export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/'

/** Concepts of an activity in one field, with their labels. */
export function refsOf(taxonomy: Taxonomy, { content }: PublishedActivity, field: string): Ref[] {
  const facet = taxonomy.facets.find((candidate) => candidate.field === field)
  if (!facet) return []
  return taxonomy
    .statedOrImplied(content, facet)
    .map((id) => ({ id, label: taxonomy.labelOf(facet, id) }))
}

/** An activity as lists show it, but for what matched. */
export type PlainItem = Omit<ActivityItem, 'highlight'>

export function toItem(taxonomy: Taxonomy, activity: PublishedActivity): PlainItem {
  const { id, content, updatedOn } = activity
  const refs = (field: string) => refsOf(taxonomy, activity, field)
  return {
    id,
    title: content.title,
    summary: content.summary,
    entities: refs('entities'),
    sdgs: content.sdgs,
    pillars: refs('pillars'),
    types: refs('types'),
    maturity: refs('maturity')[0] ?? null,
    regions: refs('regions'),
    countries: refs('countries'),
    techniques: refs('techniques'),
    sectors: refs('sectors'),
    startYear: yearOf(content.startDate),
    updatedAt: updatedOn,
    source: content.source && { system: content.source.system, id: content.source.id },
  }
}

/**
 * An item with what a query marks in it. Named field by field: V8 (11.3) is some twenty times
 * slower at `{ ...item, highlight }`, whose objects outlive its minor collections as well.
 */
export function withHighlight(item: PlainItem, highlight: Highlight): ActivityItem {
  return {
    id: item.id,
    title: item.title,
    summary: item.summary,
    entities: item.entities,
    sdgs: item.sdgs,
    pillars: item.pillars,
    types: item.types,
    maturity: item.maturity,
    regions: item.regions,
    countries: item.countries,
    techniques: item.techniques,
    sectors: item.sectors,
    startYear: item.startYear,
    updatedAt: item.updatedAt,
    source: item.source,
    highlight,
  }
}

/**
 * An activity in full, as the public may see it: without the contact and with the labels
 * that could not be placed as they were stated.
 *
 * @param origin address of the site, without a slash at the end
 */
export function toDetail(
  taxonomy: Taxonomy,
  activity: PublishedActivity,
  origin: string,
): ActivityDetail {
  const { id, version, createdOn, updatedOn } = activity
  const { unplaced, contact: _, ...content } = activity.content
  const refs = (field: string) => refsOf(taxonomy, activity, field)
  // Not as one literal after a spread: V8 makes hidden classes for each of those, and a long export
  // piles them up (some 80 MB in 100,000).
  return Object.assign(content, {
    id,
    version,
    createdAt: createdOn,
    updatedAt: updatedOn,
    entities: refs('entities'),
    pillars: refs('pillars'),
    types: refs('types'),
    maturity: refs('maturity')[0] ?? null,
    beneficiaries: refs('beneficiaries'),
    regions: refs('regions'),
    countries: refs('countries'),
    countryGroups: refs('countryGroups'),
    techniques: refs('techniques'),
    sectors: refs('sectors'),
    asStated: unplaced,
    url: `${origin}/activities/${id}`,
    licence: LICENCE,
  })
}
