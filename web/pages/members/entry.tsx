import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { EntryData } from '../../components/members/entry-data'
import { EntryFields } from '../../components/members/entry-fields'
import { EntryHelpNotes } from '../../components/members/entry-help'
import { EntryNotes } from '../../components/members/entry-notes'
import { useI18n } from '../../lib/i18n'

type Model = Extract<SubmissionPageModel, { page: 'entry' }>

/** The one form of an entry, as a page that needs no script. */
export function EntryPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const labels = Object.fromEntries(model.choices.map(({ field, label }) => [field, label]))
  const { basedOn, editor, request } = model
  const hidden = { basedOn, editor, request, writer: model.writer }
  return (
    <div class="wide form-page">
      <h1>{t('entry.page.title')}</h1>
      <EntryNotes model={model} />
      <div id="entry-live" tabIndex={-1} />
      <form
        method="post"
        action={`/submissions/${model.submission.id}/edit`}
        class="form entry-form"
        id="entry-form"
      >
        {Object.entries(hidden).map(([name, value]) => (
          // Browsers put back what stood in fields before a reload, in hidden ones too.
          <input key={name} type="hidden" name={name} value={value} autocomplete="off" />
        ))}
        <EntryFields
          model={model}
          help={
            <div id="entry-help" class="entry-help" tabIndex={-1}>
              <EntryHelpNotes help={model.help} labels={labels} />
            </div>
          }
        />
        <input type="hidden" name="whole" value="1" />
        <div id="entry-state" class="entry-state" />
        <p class="acts">
          <button type="submit" name="act" value="save" class="button plain">
            {t('entry.save')}
          </button>
          <button type="submit" name="act" value="preview" class="button plain">
            {t('entry.preview')}
          </button>
          <button type="submit" name="act" value="submit" class="button">
            {t('entry.submit')}
          </button>
        </p>
      </form>
      <EntryData model={model} labels={labels} />
    </div>
  )
}
