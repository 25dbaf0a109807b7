import type { ActivityContent } from '../../taxonomy/activity'
import { joinContent } from './joining'
import type { SavedVersion, Submission, SubmissionReader } from './reader'

/**
 * What the public would see of a submission's version. Where the public version is not the one
 * it began from, only the fields that were changed in it count, over what is public now.
 *
 * @param shown the public version; undefined where there is none
 */
export async function rebased(
  reader: SubmissionReader,
  { kind, baseVersionId }: Submission,
  { content }: SavedVersion,
  shown: SavedVersion | undefined,
): Promise<ActivityContent> {
  // An imported record says all of what its source says, whatever it began from.
  if (!shown || kind === 'imported' || baseVersionId === null || baseVersionId === shown.id)
    return content
  const base = await reader.findVersion(baseVersionId)
  return base ? joinContent(base.content, content, shown.content) : content
}
