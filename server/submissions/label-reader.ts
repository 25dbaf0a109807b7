import { byText, fold } from '../../taxonomy/fold'
import type { UnplacedLabel } from '../../taxonomy/review-pages'
import type { ReadDatabase } from '../database/schema'

/** A label without a concept, with the activities that hold it. */
export type HeldLabel = Pick<UnplacedLabel, 'field' | 'label'> & { activityIds: number[] }

/** Labels that no concept was found for, in all activities that are not archived. */
export class LabelReader {
  constructor(private readonly db: ReadDatabase) {}

  /** Most often held first; spellings that are read alike are one, named as it was first met. */
  async list(): Promise<HeldLabel[]> {
    const rows = await this.db
      .selectFrom('warning')
      .select(['field', 'detail', 'activity_id'])
      .where('code', '=', 'unplaced-label')
      .orderBy('activity_id')
      .orderBy('id')
      .execute()
    const held = new Map<string, HeldLabel>()
    for (const { field, detail, activity_id } of rows) {
      const key = `${field} ${fold(detail)}`
      const known = held.get(key) ?? { field, label: detail, activityIds: [] }
      if (!known.activityIds.includes(activity_id)) known.activityIds.push(activity_id)
      held.set(key, known)
    }
    const byLabel = byText(({ label }: HeldLabel) => label)
    return [...held.values()].sort(
      (a, b) => b.activityIds.length - a.activityIds.length || byLabel(a, b),
    )
  }
}
