import type { ReviewPageModel } from '../../taxonomy/review-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { entityChoices } from '../accounts/choices'
import { refusalOf } from './moves'
import type { SavedVersion, Submission } from './reader'

type Suggestion = Extract<ReviewPageModel, { page: 'review-item' }>['suggestion']

/** What a curator sees of a visitor's suggestion that can become a draft; null where there is none. */
export function suggestionOf(
  submission: Submission,
  { content }: SavedVersion,
  taxonomy: Taxonomy,
): Suggestion {
  if (refusalOf('take-over', submission)) return null
  const isCorrection = submission.baseVersionId !== null
  return {
    isCorrection,
    isAnswered: submission.mail !== null,
    entity: submission.entity,
    // A correction is of an entry that has its entities; a missing activity may be anyone's.
    entities: entityChoices(taxonomy).filter(
      ({ id }) => !isCorrection || content.entities.includes(id),
    ),
  }
}
