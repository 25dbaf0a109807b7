import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { cleanText } from '../../taxonomy/clean-text'
import { blankContent, type DraftContent, type FieldIssue } from '../../taxonomy/draft'
import { readDraft } from '../catalogue/entry-issues'

type Body = Record<string, unknown>

const KEPT = ['source', 'unplaced']
const DECIDED = ['pillars']
/** Fields that contributors do not write: what the system keeps, and what curators decide. */
export const NOT_WRITTEN: ReadonlySet<string> = new Set([...KEPT, ...DECIDED])

/** Whose form it is: curators decide more than writers. */
export type FormOf = 'writer' | 'curator'
/** Texts that are written on one line. */
const ONE_LINE = new Set(['title', 'contact', 'language', 'startDate', 'endDate'])

/** Lists that are written one on each line. */
const LINES = new Set(['partners', 'tags'])

/**
 * Reads the whole form of an entry. A field that cannot be taken is reported and left as it was.
 *
 * @param before the content the form was filled from: entities keep its order, lead first
 */
export function readEntryForm(
  body: Body,
  before: ActivityContent,
  who: FormOf = 'writer',
): { content: DraftContent; issues: FieldIssue[] } {
  const fields = Object.keys(blankContent()).filter((field) => !NOT_WRITTEN.has(field))
  return readFields(who === 'curator' ? [...fields, ...DECIDED] : fields, body, before)
}

/** As `readEntryForm`, of some fields only. */
export function readFields(
  fields: readonly string[],
  body: Body,
  before: ActivityContent,
): { content: DraftContent; issues: FieldIssue[] } {
  const blank: Record<string, unknown> = { ...blankContent() }
  return readDraft(
    Object.fromEntries(fields.map((field) => [field, read(field, blank[field], body, before)])),
  )
}

/**
 * What the form of an entry holds, by the names of its fields; empty ones too.
 *
 * @example formOf(content)['links.url'] // ['https://example.org']
 */
export function formOf(content: ActivityContent): Record<string, string[]> {
  const fields = Object.entries(content).filter(([field]) => !NOT_WRITTEN.has(field))
  return Object.fromEntries(fields.flatMap(([field, value]) => namesOf(field, value)))
}

function namesOf(field: string, value: unknown): [string, string[]][] {
  if (field === 'links') {
    const links = value as ActivityContent['links']
    return [
      ['links.url', links.map(({ url }) => url)],
      ['links.label', links.map(({ label }) => label)],
    ]
  }
  if (field === 'outcomes')
    return Object.entries(value as object).map(([key, text]) => [`outcomes.${key}`, [text]])
  if (!Array.isArray(value)) return [[field, [String(value ?? '')]]]
  return [[field, LINES.has(field) ? [value.join('\n')] : value.map(String)]]
}

/** What stood in the fields that could not be taken, by their names in the form. */
export function givenIn(body: Body, issues: readonly FieldIssue[]): Record<string, string> {
  const names = issues.flatMap(({ field }) => {
    const [root = ''] = field.split('.')
    return Object.keys(body).filter((name) => name === root || name.startsWith(`${root}.`))
  })
  return Object.fromEntries(names.map((name) => [name, all(body, name).join('\n')]))
}

function read(field: string, blank: unknown, body: Body, before: ActivityContent): unknown {
  if (field === 'links') return linksIn(body)
  if (field === 'outcomes')
    return Object.fromEntries(
      Object.keys(blankContent().outcomes).map((key) => [key, text(body, `outcomes.${key}`)]),
    )
  if (LINES.has(field)) return linesOf(body, field)
  if (field === 'sdgs') return all(body, field).map(Number)
  if (field === 'entities') {
    const ticked = all(body, field)
    const kept = before.entities.filter((id) => ticked.includes(id))
    return [...new Set([...kept, ...ticked])]
  }
  // None ticked: they follow from the activity types.
  if (field === 'pillars')
    return all(body, field).length > 0 ? [...new Set(all(body, field))] : null
  if (Array.isArray(blank)) return [...new Set(all(body, field))]
  const written = text(body, field, !ONE_LINE.has(field))
  // What may be unknown is `null` then, and not an empty text.
  return written === '' &&
    activitySchema.shape[field as keyof ActivityContent].safeParse(null).success
    ? null
    : written
}

function linksIn(body: Body) {
  const labels = all(body, 'links.label')
  return all(body, 'links.url')
    .map((url, at) => ({ url: url.trim(), label: cleanText(labels[at] ?? '', { lines: false }) }))
    .filter(({ url, label }) => url !== '' || label !== '')
}

const linesOf = (body: Body, name: string) =>
  text(body, name)
    .split('\n')
    .map((line) => line.replace(/^- /, '').trim())
    .filter((line) => line !== '')

const text = (body: Body, name: string, lines = true) =>
  cleanText(all(body, name).join('\n'), { lines })

function all(body: Body, name: string): string[] {
  const value = Object.hasOwn(body, name) ? body[name] : undefined
  return [value ?? []].flat().filter((one) => typeof one === 'string')
}
