import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { allMessages } from '../../lib/all-messages'
import type { EntryFormData } from '../../lib/entry/data'
import { useI18n } from '../../lib/i18n'
import { scriptJson } from '../../lib/json'

interface DataProps {
  model: Extract<SubmissionPageModel, { page: 'entry' }>
  labels: Record<string, string>
}

/** The texts that what comes alive on the form says; no others are sent to the browser. */
const SAID = /^entry\.(?!hint|group|page)|^review\.(added|removed|notStated)/

/** What the script of the form needs beside its HTML. */
export function EntryData({ model, labels }: DataProps) {
  const { language, direction } = useI18n()
  const texts = { ...allMessages.en?.texts, ...allMessages[language]?.texts }
  const data: EntryFormData = {
    ...{ submissionId: model.submission.id, writer: model.writer, labels, help: model.help },
    problems: model.problems,
    direction,
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => SAID.test(key))),
  }
  return (
    <script
      id="entry-data"
      type="application/json"
      dangerouslySetInnerHTML={{ __html: scriptJson(data) }}
    />
  )
}
