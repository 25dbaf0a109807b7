import type { ActivityContent } from '../../taxonomy/activity'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { DuplicateFinder, type Likeness } from './duplicates'
import type { CatalogueReader } from './reader'
import { type Warning, warningsOf } from './warnings'
import type { CatalogueWriter } from './writer'

/** An activity as warnings are worked out of it. */
interface Notable {
  id: number
  content: ActivityContent
  /** ISO day. */
  createdOn: string
}

/** What likenesses are asked of. */
export type Likenesses = Pick<DuplicateFinder, 'findAndAdd' | 'remove'>

/** What is to be noted because of one activity. */
interface Notes {
  own: Warning[]
  /** On the activities that it seems to repeat, by their ids. */
  others: (Warning & { activityId: number })[]
}

/** What curators should know of an activity. The finder then knows this content of it. */
export function notesOf(
  finder: Likenesses,
  taxonomy: Taxonomy,
  { id, content, createdOn }: Notable,
  alike: readonly Likeness[] = finder.findAndAdd(id, content, createdOn),
): Notes {
  const duplicates = alike.map((other) => duplicateOf(other.id, other.title, other.text))
  return {
    own: [...warningsOf(content, taxonomy), ...duplicates],
    others: alike.map((other) => ({
      activityId: other.id,
      ...duplicateOf(id, other.title, other.text),
    })),
  }
}

/**
 * Stores what a curator should know of an activity, on it and on those it seems to repeat,
 * instead of what was noted before. The finder then knows this content of it.
 */
export async function noteWarnings(
  writer: CatalogueWriter,
  finder: Likenesses,
  taxonomy: Taxonomy,
  notable: Notable,
): Promise<Warning[]> {
  const { own, others } = notesOf(finder, taxonomy, notable)
  await writer.setWarnings(notable.id, own)
  for (const { activityId, ...warning } of others) await writer.addWarnings(activityId, [warning])
  return own
}

function duplicateOf(otherActivityId: number, title: number, text: number): Warning {
  const percent = (part: number) => `${Math.round(part * 100)} %`
  return {
    code: 'likely-duplicate',
    field: 'title',
    detail: `Shares ${percent(title)} of the title's words and ${percent(text)} of all words with ${otherActivityId}`,
    otherActivityId,
  }
}

/** A finder that knows every activity as it stands, but for those that were archived. */
export async function rememberAll(
  reader: CatalogueReader,
  pause: () => Promise<void> | undefined = () => undefined,
): Promise<DuplicateFinder> {
  const finder = new DuplicateFinder()
  for (let after = 0; ; ) {
    const page = await reader.pageStanding(after, 500)
    for (const { id, state, content, createdOn } of page) {
      if (state !== 'archived') finder.add(id, content, createdOn)
      await pause()
    }
    const last = page.at(-1)
    if (!last) return finder
    after = last.id
  }
}
