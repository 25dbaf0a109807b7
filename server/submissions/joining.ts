import type { ActivityContent } from '../../taxonomy/activity'
import { withDraft } from '../../taxonomy/draft'

type Field = keyof ActivityContent

function isChanged(field: Field, before: ActivityContent, after: ActivityContent): boolean {
  return JSON.stringify(before[field]) !== JSON.stringify(after[field])
}

const fieldsOf = (content: ActivityContent) => Object.keys(content) as Field[]

/** Fields that both changed, and not to the same. */
export function clashing(
  base: ActivityContent,
  mine: ActivityContent,
  theirs: ActivityContent,
): Field[] {
  return fieldsOf(mine).filter(
    (field) =>
      isChanged(field, base, mine) &&
      isChanged(field, base, theirs) &&
      isChanged(field, mine, theirs),
  )
}

/** Their content with the fields that I changed as I have them. */
export function joinContent(
  base: ActivityContent,
  mine: ActivityContent,
  theirs: ActivityContent,
): ActivityContent {
  const own = fieldsOf(mine).filter((field) => isChanged(field, base, mine))
  return withDraft(theirs, Object.fromEntries(own.map((field) => [field, mine[field]])))
}
