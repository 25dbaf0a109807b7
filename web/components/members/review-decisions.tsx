import type { ComponentChildren } from 'preact'
import type { ReviewMove, ReviewPageModel } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { Decision, Reason, WarningTicks } from './decision'
import { useFieldLabel } from './field-diff'
import { Field } from './form'

type Model = Extract<ReviewPageModel, { page: 'review-item' }>

/** What a curator can do with a submission now, each a form of its own. */
export function ReviewDecisions({ model }: { model: Model }) {
  const { t } = useI18n()
  const { moves, issues, isOwn, isAlone } = model
  const given = model.given.reason
  const label = useFieldLabel(model.fieldLabels)
  if (moves.length === 0) return null
  const has = (move: ReviewMove) => !isOwn && moves.includes(move)
  return (
    <section aria-labelledby="decide" class="decisions">
      <h2 id="decide">{t('review.decide')}</h2>
      {isOwn && <p class="note">{t('review.own')}</p>}
      {isAlone && <p class="note">{t('review.alone')}</p>}
      {has('approve') && issues.length > 0 && (
        <div class="note">
          <p>{t('review.issues')}</p>
          <ul>
            {issues.map(({ field, reason }) => (
              <li key={field + reason}>
                {label(field)}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      {has('approve') && (
        <Own model={model} move="approve">
          <input type="hidden" name="seenPublic" value={model.publicVersion ?? 0} />
          <Reason given={given} move="approve" label={t('review.reasonOptional')} />
        </Own>
      )}
      {has('edit') && (
        <div class="decision">
          <h3>{t('review.edit')}</h3>
          <p class="hint">{t(has('approve') ? 'review.editHint' : 'review.editOnly')}</p>
          <p>
            <a class="button plain" href={`/review/${model.line.id}/edit`}>
              {t('review.edit')}
            </a>
          </p>
        </div>
      )}
      {has('ask-changes') && <AskChanges model={model} />}
      {has('dismiss') && (
        <Own model={model} move="dismiss" kind="button plain">
          <WarningTicks warnings={model.warnings} />
          <Reason move="dismiss" label={t('review.dismissWhy')} given={given} required />
        </Own>
      )}
      {has('merge') && (
        <form action={`/review/${model.line.id}/merge`} class="form decision">
          <h3>{t('review.merge')}</h3>
          <Field
            form="review-merge"
            name="into"
            label={t('review.mergeInto')}
            hint={t('review.mergeHint')}
          >
            {(attributes) => (
              <input type="text" inputMode="numeric" size={8} required {...attributes} />
            )}
          </Field>
          <button type="submit" class="button plain">
            {t('review.merge')}
          </button>
        </form>
      )}
      {has('reject') && (
        <Own model={model} move="reject" kind="button danger">
          <Reason
            given={given}
            move="reject"
            label={t('review.reason')}
            hint={t('review.rejectHint')}
            required
          />
        </Own>
      )}
      {has('undo') && (
        <Own model={model} move="undo" kind="button plain" hint={t('review.undoHint')}>
          <Reason given={given} move="undo" label={t('review.reasonOptional')} />
        </Own>
      )}
    </section>
  )
}

interface OwnProps {
  model: Model
  move: keyof typeof LABELS
  kind?: string
  hint?: string
  children: ComponentChildren
}

const LABELS = {
  approve: 'review.approve',
  'ask-changes': 'review.ask',
  dismiss: 'review.dismiss',
  reject: 'review.reject',
  undo: 'review.undo',
} as const

/** A decision on this submission, as it was seen. */
function Own({ model: { line, revision, request }, move, ...rest }: OwnProps) {
  const { t } = useI18n()
  return (
    <Decision
      action={`/review/${line.id}/${move}`}
      title={t(LABELS[move])}
      hidden={{ revision, request: `${request}-${move}` }}
      {...rest}
    />
  )
}

function AskChanges({ model }: { model: Model }) {
  const { t } = useI18n()
  const label = useFieldLabel(model.fieldLabels)
  const remark = (field: string) => (
    <Field key={field} form="review" name={`comment.${field}`} label={label(field)}>
      {(attributes) => (
        <textarea rows={2} maxLength={5000} {...attributes}>
          {model.given[`comment.${field}`] ?? ''}
        </textarea>
      )}
    </Field>
  )
  return (
    <Own model={model} move="ask-changes" kind="button plain">
      <Reason
        given={model.given.reason}
        move="ask-changes"
        label={t('review.askAll')}
        hint={t('review.askHint')}
      />
      <details class="facet">
        <summary>{t('review.askFields')}</summary>
        {model.remarks.changed.map(remark)}
      </details>
      <details class="facet">
        <summary>{t('review.askOthers')}</summary>
        {model.remarks.others.map(remark)}
      </details>
    </Own>
  )
}
