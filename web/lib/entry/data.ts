import type { EntryHelp, SubmissionPageModel } from '../../../taxonomy/submission-pages'
import type { Messages } from '../i18n'

/** What the page of an entry's form tells its script. */
export interface EntryFormData {
  submissionId: number
  /** Id of the person the page was made for. */
  writer: number
  /** What vocabularies are called, by the field they fill. */
  labels: Record<string, string>
  help: EntryHelp
  /** What the page shows as wrong. */
  problems: Extract<SubmissionPageModel, { page: 'entry' }>['problems']
  direction: Messages['direction']
  texts: Partial<Messages['texts']>
}
