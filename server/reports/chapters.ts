import { byText } from '../../taxonomy/fold'
import { NOT_STATED, statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import type { Concept } from '../../taxonomy/vocabulary'
import type { PublishedActivity } from '../catalogue/reader'
import type { Block, Run } from './document'
import { entryBlock, type NumberedEntry } from './entry'
import { facetFigure } from './facet-figures'
import { activities, inSentence } from './figure'
import type { Sources } from './sources'
import { fill, TEXTS } from './texts'

/** Facets whose most frequent values are named in an entity’s profile. */
const PROFILED = ['sdg', 'type', 'technique']
const NAMED = 3

/** An entity with the activities it leads, and the numbers of those it takes part in. */
export interface Chapter {
  entity: Concept
  led: NumberedEntry[]
  joint: NumberedEntry[]
}

/** The entries in the order of the report: by entity that leads them, then by title. */
export function chaptersOf(taxonomy: Taxonomy, entries: readonly PublishedActivity[]): Chapter[] {
  const facet = taxonomy.facet('entity')
  const concepts = [...(facet?.vocabulary?.concepts ?? [])]
  concepts.sort(byText(({ label }) => label))
  const chapters = concepts.map((entity): Chapter => ({ entity, led: [], joint: [] }))
  const byId = new Map(chapters.map((chapter) => [chapter.entity.id, chapter]))
  const ledBy = new Map<string, PublishedActivity[]>()
  for (const activity of entries)
    if (!ledBy.get(leadOf(activity))?.push(activity)) ledBy.set(leadOf(activity), [activity])
  const byTitle = byText(({ content }: PublishedActivity) => content.title)
  let number = 0
  for (const chapter of chapters) {
    const led = [...(ledBy.get(chapter.entity.id) ?? [])]
    led.sort((a, b) => byTitle(a, b) || a.id - b.id)
    chapter.led = led.map((activity) => ({ number: ++number, activity }))
  }
  for (const entry of chapters.flatMap(({ led }) => led))
    for (const id of new Set(statedIn(entry.activity.content, 'entities').slice(1)))
      if (id !== leadOf(entry.activity)) byId.get(id)?.joint.push(entry)
  return chapters.filter(({ led, joint }) => led.length + joint.length > 0)
}

const leadOf = ({ content }: PublishedActivity) => content.entities[0] ?? ''

export function chapterBlocks(
  taxonomy: Taxonomy,
  chapter: Chapter,
  named: { origin: string; sources: Sources },
): Block[] {
  const { entity, led, joint } = chapter
  return [
    { kind: 'heading', level: 2, text: headingOf(entity) },
    { kind: 'text', runs: profileOf(taxonomy, chapter) },
    ...(joint.length > 0 ? [{ kind: 'text' as const, runs: jointRuns(joint) }] : []),
    ...led.map((entry) => entryBlock(taxonomy, entry, named)),
  ]
}

function headingOf({ label, name }: Concept): string {
  return name && name !== label ? `${label} – ${name}` : label
}

function profileOf(taxonomy: Taxonomy, { entity, led, joint }: Chapter): Run[] {
  const values = {
    label: entity.label,
    led: activities(led.length),
    joint: activities(joint.length),
  }
  const template =
    led.length === 0 ? TEXTS.joinsOnly : joint.length === 0 ? TEXTS.leadsOnly : TEXTS.leads
  const all = [...led, ...joint].map(({ activity }) => activity)
  const named = PROFILED.flatMap((param) => {
    const facet = taxonomy.facet(param)
    if (!facet) return []
    const { rows, keys } = facetFigure({ taxonomy, entries: all }, facet)
    const most = rows
      .filter((_, at) => keys[at] !== NOT_STATED.id)
      .sort((a, b) => Number(b[1]) - Number(a[1]))
      .slice(0, NAMED)
      .map(([label, number]) => `${label} (${number})`)
    const said = { values: inSentence(facet.label), most: most.join(', ') }
    return most.length > 0 ? [fill(TEXTS.mostFrequent, said)] : []
  })
  return [
    ...[entity.definition, fill(template, values), ...named].flatMap((text) => [text, ' ']),
    ...(entity.homepage ? [{ text: entity.homepage, href: entity.homepage }] : []),
  ]
}

function jointRuns(joint: readonly NumberedEntry[]): Run[] {
  return [
    TEXTS.joint,
    ...joint.flatMap(({ number, activity }, at): Run[] => [
      ...(at > 0 ? ['; '] : []),
      { text: `${number} ${activity.content.title}`, entry: number },
    ]),
  ]
}
