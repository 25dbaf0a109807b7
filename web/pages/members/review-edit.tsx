import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import type { FieldDiff } from '../../../taxonomy/submission'
import { Crumbs } from '../../components/crumbs'
import { EditActs } from '../../components/members/edit-acts'
import { EntryFields } from '../../components/members/entry-fields'
import { FieldChanges, useFieldLabel } from '../../components/members/field-diff'
import { Field } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<ReviewPageModel, { page: 'review-edit' }>

/** The form of a submitted entry, for the curator who approves it as edited. */
export function ReviewEditPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { line, fieldLabels } = model
  const title = line.title || t('review.untitled')
  const trail: [string, string][] = [
    ['/review', t('review.title')],
    [`/review/${line.id}`, title],
  ]
  return (
    <div class="wide form-page">
      <Crumbs trail={trail} />
      <Problems model={model} />
      <h1>{t('review-edit.title')}</h1>
      <p class="lead">{t('review-edit.lead')}</p>
      <Meanwhile title={t('review-edit.theirs')} diff={model.theirs} labels={fieldLabels} />
      <Meanwhile
        title={t('review-edit.publicChanges')}
        diff={model.publicChanges}
        labels={fieldLabels}
      />
      <form method="post" action={`/review/${line.id}/edit`} class="form" id="entry-move">
        <input type="hidden" name="basedOn" value={model.basedOn} />
        <input type="hidden" name="seenPublic" value={model.seenPublic} />
        <input type="hidden" name="revision" value={model.revision} />
        <input type="hidden" name="request" value={model.request} />
        <EntryFields model={model} />
        <input type="hidden" name="whole" value="1" />
        <Field form="review-edit" name="reason" label={t('review.reasonOptional')}>
          {(attributes) => (
            <textarea rows={2} maxLength={5000} {...attributes}>
              {model.reason}
            </textarea>
          )}
        </Field>
        <EditActs other={{ act: 'preview', label: t('review-edit.preview') }} />
      </form>
    </div>
  )
}

function Problems({ model: { problems, fieldLabels } }: { model: Model }) {
  const { t, find } = useI18n()
  const label = useFieldLabel(fieldLabels)
  const nameOf = (field: string) => find(`field.${field}`) ?? label(field.replace(/\.\d.*/, ''))
  if (problems.length === 0) return null
  return (
    <div class="problems" role="alert">
      <h2>{t('members.problems')}</h2>
      <ul>
        {problems.map(({ field, reason }) => (
          <li key={field + reason}>
            <a href={`#entry-${field}`}>
              {nameOf(field)}: {reason}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface MeanwhileProps {
  title: string
  diff: FieldDiff[]
  labels: Record<string, string>
}

function Meanwhile({ title, diff, labels }: MeanwhileProps) {
  if (diff.length === 0) return null
  return (
    <section class="note">
      <h2>{title}</h2>
      <FieldChanges diff={diff} labels={labels} />
    </section>
  )
}
