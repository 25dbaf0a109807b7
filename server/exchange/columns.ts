import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { yearOf } from '../../taxonomy/partial-date'
import { type Facet, statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import type { PublishedActivity } from '../catalogue/reader'
import { say } from '../messages/say'
import { type Cell, joinList, splitList } from './cells'
import { RefusedError } from './record'

/** A row of a table on its way in: what its cells said so far. What no cell said is absent. */
export interface RowDraft {
  id?: number
  createdOn?: string
  updatedOn?: string
  content: Partial<ActivityContent>
}

/**
 * A column of the table that activities are exported as and imported from; CSV, XLSX, the template
 * and the import share it. Texts come and go plain: neutralising and cutting is the formats' matter
 * (`cells.ts`).
 */
export interface Column {
  /** Its heading, the same for ever: `start_date`. */
  name: string
  /** What stands in it, for people: the help sheet of the template, the description of the data. */
  help: string
  /** A `date` may be a year or a month only and stays text; a `day` is a whole one. */
  type: 'text' | 'list' | 'concept' | 'concepts' | 'date' | 'day' | 'number'
  /** Id of the vocabulary whose labels (or ids) stand in it. */
  vocabulary?: string
  /** Whether the public export holds it; what is not public is in the template alone. */
  isPublic: boolean
  write: (activity: PublishedActivity) => Cell
  /**
   * Puts what a cell says into a row. Absent where the column only repeats others for readers: an
   * import leaves such a column aside. The row still has to pass `activitySchema`.
   *
   * @throws {RefusedError} naming the column
   */
  read?: (text: string, row: RowDraft) => void
}

/** Stands for "none, on purpose" where an empty cell leaves a list to the taxonomy's rule. */
const NONE = '(none)'

/**
 * All columns, in order. Reading them in this order is what `read` expects: labels of links come
 * after their addresses.
 *
 * @param origin address of the site, without a slash at the end
 */
export function columnsOf(taxonomy: Taxonomy, origin: string): Column[] {
  const concepts = (field: string) =>
    taxonomy.facets.filter((facet) => facet.field === field).flatMap(conceptColumns(taxonomy))
  const vocabularies = taxonomy.vocabularies.map(({ field }) => field)
  const [lead = '', ...others] = vocabularies
  return [
    id,
    text('title', 'title', say('column.title')),
    text('summary', 'summary', say('column.summary')),
    text('description', 'description', say('column.description')),
    ...concepts(lead),
    text('other_entities', 'otherEntities', say('column.other_entities')),
    list('partners', 'partners', say('column.partners')),
    ...others.flatMap(concepts),
    text('domain', 'domain', say('column.domain')),
    text('approach', 'approach', say('column.approach')),
    text('technology', 'technology', say('column.technology')),
    text('output', 'output', say('column.output')),
    date('start_date', 'startDate', say('column.start_date')),
    date('end_date', 'endDate', say('column.end_date')),
    shown('start_year', 'number', say('column.start_year'), ({ content }) =>
      yearOf(content.startDate),
    ),
    {
      ...text('status', 'status', say('column.status')),
      read: (cell, { content }) => {
        content.status = (cell.trim().toLowerCase() || null) as ActivityContent['status']
      },
    },
    ...links,
    ...outcomes,
    {
      ...text('contact', 'contact', say('column.contact')),
      isPublic: false,
    },
    text('language', 'language', say('column.language')),
    list('tags', 'tags', say('column.tags')),
    ...source,
    asStated,
    day('created', 'createdOn', say('column.created')),
    day('updated', 'updatedOn', say('column.updated')),
    shown('version', 'number', say('column.version'), ({ version }) => version),
    shown('url', 'text', say('column.url'), (activity) => `${origin}/activities/${activity.id}`),
  ]
}

const id: Column = {
  name: 'id',
  help: say('column.id'),
  type: 'number',
  isPublic: true,
  write: (activity) => activity.id,
  read: (cell, row) => {
    if (cell.trim() === '') return
    if (!/^[1-9]\d{0,8}$/.test(cell.trim())) throw new RefusedError('id', say('field.number'))
    row.id = Number(cell)
  },
}

type TextField = {
  [Key in keyof ActivityContent]: ActivityContent[Key] extends string ? Key : never
}[keyof ActivityContent]
type ListField = 'partners' | 'tags'

/** A column that `write` alone fills, for readers. */
function shown(name: string, type: Column['type'], help: string, write: Column['write']): Column {
  return { name, help, type, isPublic: true, write }
}

function text(name: string, field: TextField | 'status', help: string): Column {
  return {
    ...shown(name, 'text', help, ({ content }) => content[field] || null),
    read: (cell, { content }) => {
      Object.assign(content, { [field]: cell.trim() })
    },
  }
}

function list(name: string, field: ListField, help: string): Column {
  return {
    ...shown(name, 'list', say('column.several', { help }), ({ content }) =>
      cellOf(content[field]),
    ),
    read: (cell, { content }) => {
      content[field] = splitList(cell).filter((item) => item !== '')
    },
  }
}

function date(name: string, field: 'startDate' | 'endDate', help: string): Column {
  return {
    ...shown(name, 'date', help, ({ content }) => content[field]),
    read: (cell, { content }) => {
      content[field] = cell.trim() || null
    },
  }
}

function day(name: string, field: 'createdOn' | 'updatedOn', help: string): Column {
  return {
    ...shown(name, 'day', help, (activity) => activity[field]),
    read: (cell, row) => {
      if (cell.trim() !== '') row[field] = cell.trim()
    },
  }
}

const cellOf = (items: readonly string[]) => (items.length > 0 ? joinList(items) : null)

/** A vocabulary's columns: labels, ids and, where concepts follow from others, all that count. */
function conceptColumns(taxonomy: Taxonomy) {
  return (facet: Facet): Column[] => {
    const { vocabulary, field } = facet
    if (!vocabulary) return []
    const name = field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
    const shape = activitySchema.shape[field as keyof ActivityContent]
    const isOne = shape.safeParse(vocabulary.concepts[0]?.id).success
    const isNumeric = shape.safeParse([1]).success
    const isNullable = !isOne && shape.safeParse(null).success
    let labelsById: Map<string, string> | undefined
    const labelled = (id: string) => {
      labelsById ??= new Map(
        vocabulary.concepts.map(({ id }) => [id, labelFor(taxonomy, vocabulary, id)]),
      )
      return labelsById.get(id) ?? id
    }
    const follows = taxonomy.vocabularies.some(({ concepts }) =>
      concepts.some(({ implies }) => implies?.[vocabulary.id]),
    )
    const { definition } = vocabulary
    const help = isOne ? definition : say('column.several', { help: definition })
    const labels: Column = {
      name,
      help: isNullable ? say('column.byRule', { help, none: NONE }) : help,
      type: isOne ? 'concept' : 'concepts',
      vocabulary: vocabulary.id,
      isPublic: true,
      write: ({ content }) => {
        const ids = statedIn(content, field)
        const isNone = isNullable && ids.length === 0 && content[field as 'pillars'] !== null
        return isNone ? NONE : cellOf(ids.map(labelled))
      },
      read: (cell, { content }) => {
        const ids: string[] = []
        const labels = isOne && cell.trim() !== '' ? [cell] : splitList(cell)
        for (const label of labels.filter((label) => label !== '' && label !== NONE)) {
          const concept = taxonomy.find(vocabulary.id, label)
          if (concept) ids.push(concept.id)
          else content.unplaced = [...(content.unplaced ?? []), { field, label }]
        }
        const known = [...new Set(ids)]
        const value = isOne
          ? (known[0] ?? null)
          : isNullable && labels.length === 0
            ? null
            : known.map((id) => (isNumeric ? Number(id) : id))
        Object.assign(content, { [field]: value })
      },
    }
    const ids = shown(
      `${vocabulary.param}_ids`,
      'list',
      say('column.ids', { name }),
      ({ content }) => cellOf(statedIn(content, field)),
    )
    const counted = shown(
      `${name}_counted`,
      'list',
      say('column.counted', { label: vocabulary.label }),
      ({ content }) => cellOf(taxonomy.statedOrImplied(content, facet).map(labelled)),
    )
    return follows ? [labels, ids, counted] : [labels, ids]
  }
}

/** A concept's label, or its id where the label would be read as another concept or as a list. */
function labelFor(taxonomy: Taxonomy, vocabulary: Vocabulary, id: string): string {
  const concept: Concept | undefined = taxonomy.concept(vocabulary.id, id)
  return concept && taxonomy.find(vocabulary.id, concept.label)?.id === id ? concept.label : id
}

const links: Column[] = [
  {
    ...shown('links', 'list', say('column.links'), ({ content }) =>
      cellOf(content.links.map(({ url }) => url)),
    ),
    read: (cell, { content }) => {
      content.links = splitList(cell)
        .filter((url) => url !== '')
        .map((url) => ({ url, label: '' }))
    },
  },
  {
    ...shown('link_labels', 'list', say('column.link_labels'), ({ content }) =>
      content.links.some(({ label }) => label)
        ? joinList(content.links.map(({ label }) => label))
        : null,
    ),
    read: (cell, { content }) => {
      const labels = splitList(cell)
      content.links = (content.links ?? []).map(({ url }, at) => ({ url, label: labels[at] ?? '' }))
    },
  },
]

const OUTCOMES: [string, keyof ActivityContent['outcomes'], string][] = [
  ['people_trained', 'peopleTrained', say('column.people_trained')],
  ['policy_changes', 'policyChanges', say('column.policy_changes')],
  ['new_tools', 'newTools', say('column.new_tools')],
  ['strengthened_frameworks', 'strengthenedFrameworks', say('column.strengthened_frameworks')],
  ['follow_up', 'followUp', say('column.follow_up')],
  ['testimonial', 'testimonial', say('column.testimonial')],
]

const outcomes: Column[] = OUTCOMES.map(([name, key, help]) => ({
  ...shown(name, 'text', help, ({ content }) => content.outcomes[key] || null),
  read: (cell, { content }) => {
    const none = Object.fromEntries(OUTCOMES.map(([, other]) => [other, '']))
    content.outcomes = { ...none, ...content.outcomes, [key]: cell.trim() } as typeof none &
      ActivityContent['outcomes']
  },
}))

const SOURCE: [string, keyof NonNullable<ActivityContent['source']>, string][] = [
  ['source_system', 'system', say('column.source_system')],
  ['source_id', 'id', say('column.source_id')],
  ['source_retrieved', 'retrieved', say('column.source_retrieved')],
]

const source: Column[] = SOURCE.map(([name, key, help]) => ({
  ...shown(
    name,
    key === 'retrieved' ? 'date' : 'text',
    help,
    ({ content }) => content.source?.[key] ?? null,
  ),
  read: (cell, { content }) => {
    const none = { system: '', id: '', retrieved: '' }
    const value = { ...none, ...content.source, [key]: cell.trim() }
    content.source = Object.values(value).some((part) => part !== '') ? value : null
  },
}))

const asStated: Column = {
  ...shown('as_stated', 'list', say('column.as_stated'), ({ content }) =>
    cellOf(content.unplaced.map(({ field, label }) => `${field}: ${label}`)),
  ),
  read: (cell, { content }) => {
    const stated = splitList(cell).filter((item) => item !== '')
    content.unplaced = [...(content.unplaced ?? [])]
    for (const item of stated) {
      const [, field, label] = /^([A-Za-z]+): ([\s\S]+)$/.exec(item) ?? []
      if (!field || !label) throw new RefusedError('as_stated', say('cell.stated', { item }))
      content.unplaced.push({ field, label })
    }
  },
}
