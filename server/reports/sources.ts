import type { ActivityContent } from '../../taxonomy/activity'
import type { PublishedActivity } from '../catalogue/reader'
import { activities } from './figure'
import { dateText, fill, TEXTS } from './texts'

type Source = NonNullable<ActivityContent['source']>

/** What the report says of where its entries come from. */
export interface Sources {
  /** Said of them all, once; empty where they share no source. */
  said: string
  /** Said at an entry: where it comes from otherwise than the one source that was named for all. */
  of: (activity: PublishedActivity) => string
}

/**
 * Most entries of an edition come from one place and keep the numbers they have there, which is
 * said once and not eight hundred times.
 */
export function sourcesOf(entries: readonly PublishedActivity[]): Sources {
  const counts = new Map<string, { source: Source; number: number }>()
  for (const activity of entries) {
    const { source } = activity.content
    if (!source || !keepsNumber(activity)) continue
    const known = counts.get(keyOf(source))
    if (known) known.number++
    else counts.set(keyOf(source), { source, number: 1 })
  }
  const [most] = [...counts.values()].sort((a, b) => b.number - a.number)
  if (!most || most.number === 1) return { said: '', of: ({ content }) => recordOf(content.source) }
  const { system, retrieved } = most.source
  return {
    said: fill(TEXTS.sourceOfMost[most.number === entries.length ? 'all' : 'most'], {
      activities: activities(most.number),
      system: systemName(system),
      day: dateText(retrieved),
    }),
    of: (activity) => {
      const { source } = activity.content
      if (!source) return TEXTS.sourceHere
      const isShared = keepsNumber(activity) && keyOf(source) === keyOf(most.source)
      return isShared ? '' : recordOf(source)
    },
  }
}

/** `UN AI Resource Hub, record 59, retrieved April 2026`; empty for what was written here. */
export function recordOf(source: ActivityContent['source'], day = dateText): string {
  if (!source) return ''
  const { id, system, retrieved } = source
  return fill(TEXTS.sourceRecord, { id, system: systemName(system), day: day(retrieved) })
}

function keepsNumber({ id, content }: PublishedActivity): boolean {
  return content.source?.id === String(id)
}

function keyOf({ system, retrieved }: Source): string {
  return `${system} ${retrieved}`
}

function systemName(system: string): string {
  return TEXTS.systems[system as keyof typeof TEXTS.systems] ?? system
}
