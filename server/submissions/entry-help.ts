import type { ActivityContent } from '../../taxonomy/activity'
import { needsOf } from '../../taxonomy/needs'
import type { Person } from '../../taxonomy/people'
import type { EntryHelp, LikeEntry } from '../../taxonomy/submission-pages'
import { labelsOf } from '../accounts/choices'
import { can } from '../accounts/permissions'
import { issuesOf } from '../catalogue/entry-issues'
import type { Context } from '../context'
import { likelyDuplicates, suggestConcepts } from './help'
import type { SubmissionReader } from './reader'
import { scopeOf } from './writing-scope'

/** The most entries not yet public that are named. */
const HIDDEN_SHOWN = 3

/** Who writes what, to be helped. */
interface Written {
  activityId: number
  content: ActivityContent
  person: Person
}

/** What helps someone who writes an entry: the same after each save, with script or without. */
export async function helpWith(
  context: Context,
  reader: SubmissionReader,
  written: Written,
): Promise<EntryHelp> {
  const { catalogue, taxonomy } = context
  const { activityId, content } = written
  const published = (await likelyDuplicates(catalogue, content, activityId)).map(
    ({ id, title, entities }): LikeEntry => ({
      activityId: id,
      submissionId: null,
      title,
      entities,
    }),
  )
  const hidden = await hiddenDuplicates(context, reader, written)
  return {
    needs: needsOf(content),
    offered: suggestConcepts(content, taxonomy),
    duplicates: [...published, ...hidden],
    issues: issuesOf(content, taxonomy).map(({ field, reason }) => ({ field, reason })),
  }
}

/** Entries not yet public that one being written may repeat; those of others without their words. */
async function hiddenDuplicates(
  { desk, taxonomy }: Context,
  reader: SubmissionReader,
  { activityId, content, person }: Written,
): Promise<LikeEntry[]> {
  if (content.title === '') return []
  const { finder } = await desk()
  const found: LikeEntry[] = []
  // Without a day nothing is a series: a draft may well repeat the one begun just before it.
  for (const { id } of finder.find(activityId, content, '')) {
    if (found.length === HIDDEN_SHOWN) break
    const standing = await reader.findStanding(id)
    const head = await reader.findVersion(standing?.headVersionId ?? 0)
    if (!standing || !head || standing.publishedVersionId !== null) continue
    const open = await reader.findOpen(id)
    const isOurs = open && can(person, 'entry.write', await scopeOf(reader, open))
    const { title, entities } = head.content
    found.push({
      activityId: null,
      submissionId: isOurs ? open.id : null,
      title: isOurs ? title : '',
      entities: Object.values(labelsOf(taxonomy, isOurs ? entities : entities.slice(0, 1))),
    })
  }
  return found
}
