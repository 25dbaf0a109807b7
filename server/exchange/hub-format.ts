import { z } from 'zod'
import { type ActivityContent, activitySchema, describingText } from '../../taxonomy/activity'
import { repairText } from '../../taxonomy/fold'
import { readDate } from '../../taxonomy/partial-date'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { looksLikeTest } from '../catalogue/warnings'
import { say } from '../messages/say'
import { refused } from './catalogue-format'
import { type ImportRecord, RefusedError } from './record'

const text = z.string().default('')
const labels = z.array(z.string()).default([])

/** A record of the UN AI Resource Hub, as its listing was taken down in April 2026. */
export const hubRecordSchema = z.object({
  id: z.string().regex(/^[1-9]\d*$/, say('field.number')),
  title: z.string().trim().min(1, say('field.empty')),
  agencies: labels,
  agency_other: text,
  regions: labels,
  countries: labels,
  activity_types: labels,
  start_date: text,
  beneficiaries: labels,
  maturity: text,
  sdgs: z.array(z.union([z.number(), z.string()])).default([]),
  domain: text,
  technology: text,
  ai_approach: text,
  output_type: text,
  partners: text,
  links: labels,
  outcomes: z.record(z.string(), z.string()).default({}),
  created: z.iso.date(say('cell.day')),
  updated: z.iso.date(say('cell.day')),
  summary: z.string().trim().min(1, say('field.empty')),
})

/** The vocabularies tried for the labels of each column, best first. */
export const HUB_COLUMNS = {
  agencies: ['entities'],
  sdgs: ['sdgs'],
  activity_types: ['activity-types'],
  countries: ['countries', 'country-groups'],
  regions: ['regions', 'country-groups'],
  beneficiaries: ['beneficiaries'],
  maturity: ['maturity'],
} as const

type Column = keyof typeof HUB_COLUMNS

/** The outcomes' keys at the Hub and here. */
const OUTCOMES = {
  individuals_trained: 'peopleTrained',
  policy_changes: 'policyChanges',
  new_tool_developed: 'newTools',
  strengthened_frameworks: 'strengthenedFrameworks',
  follow_up_initiatives: 'followUp',
  testimonial: 'testimonial',
} as const

/** Where and when the records were taken; part of each one's provenance. */
export const HUB_SOURCE = { system: 'un-ai-resource-hub', retrieved: '2026-04' }

/**
 * Reads a record of the Hub: repairs its encoding, places its labels, keeps those it
 * cannot place, and tags techniques and sectors from its words.
 *
 * @throws {RefusedError} naming the first wrong field
 */
export function fromHubForm(line: unknown, taxonomy: Taxonomy): ImportRecord {
  const parsed = hubRecordSchema.safeParse(repairAll(line))
  if (!parsed.success) throw refused(parsed.error)
  const record = parsed.data
  const unplaced: ActivityContent['unplaced'] = []
  const ids: Record<string, string[]> = {}
  for (const column of Object.keys(HUB_COLUMNS) as Column[]) {
    const field = taxonomy.vocabulary(HUB_COLUMNS[column][0])?.field ?? column
    for (const label of labelsOf(record[column])) {
      const placement = taxonomy.place(HUB_COLUMNS[column], label)
      unplaced.push(...placement.unplaced.map((rest) => ({ field, label: rest })))
      for (const { vocabulary, id } of placement.concepts) {
        const target = taxonomy.vocabulary(vocabulary)?.field ?? field
        ids[target] = [...new Set([...(ids[target] ?? []), id])]
      }
    }
  }
  const startDate = readDate(record.start_date)
  if (startDate === undefined) unplaced.push({ field: 'startDate', label: record.start_date })

  const draft: ActivityContent = {
    title: record.title,
    summary: record.summary,
    description: '',
    entities: ids.entities ?? [],
    otherEntities: record.agency_other,
    partners: record.partners.split(/;\s*/).filter((name) => name.trim() !== ''),
    sdgs: (ids.sdgs ?? []).map(Number).sort((a, b) => a - b),
    pillars: null,
    types: ids.types ?? [],
    maturity: ids.maturity?.[0] ?? null,
    beneficiaries: ids.beneficiaries ?? [],
    regions: ids.regions ?? [],
    countries: ids.countries ?? [],
    countryGroups: ids.countryGroups ?? [],
    techniques: [],
    sectors: [],
    domain: record.domain,
    approach: record.ai_approach,
    technology: record.technology,
    output: record.output_type,
    startDate: startDate ?? null,
    endDate: null,
    status: null,
    links: record.links.map((url) => ({ url, label: '' })),
    outcomes: outcomesOf(record.outcomes),
    contact: '',
    language: 'en',
    source: { ...HUB_SOURCE, id: record.id },
    tags: [],
    unplaced,
  }
  const tags = taxonomy.tag(describingText(draft))
  const content = activitySchema.safeParse({
    ...draft,
    ...Object.fromEntries(
      Object.entries(tags).map(([field, found]) => [field, found.map((t) => t.id)]),
    ),
  })
  if (!content.success) throw refused(content.error)
  return {
    id: Number(record.id),
    // Someone's try-out of the form is kept for the curators, but is no activity to show.
    published: !looksLikeTest(content.data),
    createdOn: record.created,
    updatedOn: record.updated,
    content: content.data,
  }
}

function labelsOf(value: string | readonly (string | number)[]): string[] {
  return (typeof value === 'string' ? [value] : value).map(String)
}

function outcomesOf(outcomes: Record<string, string>): ActivityContent['outcomes'] {
  const unknown = Object.keys(outcomes).find((key) => !(key in OUTCOMES))
  if (unknown) throw new RefusedError(`outcomes.${unknown}`, say('record.outcome'))
  return Object.fromEntries(
    Object.entries(OUTCOMES).map(([theirs, ours]) => [ours, outcomes[theirs] ?? '']),
  ) as ActivityContent['outcomes']
}

/** Repairs the encoding of every text in a record; addresses keep theirs. */
function repairAll(value: unknown): unknown {
  if (typeof value === 'string') return URL.canParse(value) ? value : repairText(value)
  if (Array.isArray(value)) return value.map(repairAll)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, repairAll(inner)]))
  return value
}
