import type { ComponentChildren } from 'preact'
import type { ReviewMove, ReviewPageModel } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { useFieldLabel } from './field-diff'
import { Field } from './form'

type Model = Extract<ReviewPageModel, { page: 'review-item' }>

/** What a curator can do with a submission now, each a form of its own. */
export function ReviewDecisions({ model }: { model: Model }) {
  const { t } = useI18n()
  const { moves, issues, isOwn, isAlone } = model
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
        <Decision model={model} move="approve">
          <input type="hidden" name="seenPublic" value={model.publicVersion ?? 0} />
          <Reason model={model} move="approve" label={t('review.reasonOptional')} />
        </Decision>
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
      {has('dismiss') && <Dismiss model={model} />}
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
        <Decision model={model} move="reject" kind="button danger">
          <Reason
            model={model}
            move="reject"
            label={t('review.reason')}
            hint={t('review.rejectHint')}
            required
          />
        </Decision>
      )}
      {has('undo') && (
        <Decision model={model} move="undo" kind="button plain">
          <p class="hint">{t('review.undoHint')}</p>
          <Reason model={model} move="undo" label={t('review.reasonOptional')} />
        </Decision>
      )}
    </section>
  )
}

interface DecisionProps {
  model: Model
  move: Exclude<ReviewMove, 'merge' | 'edit'>
  kind?: string
  children: ComponentChildren
}

const LABELS = {
  approve: 'review.approve',
  'ask-changes': 'review.ask',
  dismiss: 'review.dismiss',
  reject: 'review.reject',
  undo: 'review.undo',
} as const

function Decision({ model, move, kind = 'button', children }: DecisionProps) {
  const { t } = useI18n()
  return (
    <form method="post" action={`/review/${model.line.id}/${move}`} class="form decision">
      <h3>{t(LABELS[move])}</h3>
      <input type="hidden" name="revision" value={model.revision} />
      <input type="hidden" name="request" value={`${model.request}-${move}`} />
      {children}
      <button type="submit" class={kind}>
        {t(LABELS[move])}
      </button>
    </form>
  )
}

interface ReasonProps {
  model: Model
  move: string
  label: string
  hint?: string
  required?: boolean
}

function Reason({ model, move, label, hint, required }: ReasonProps) {
  return (
    <Field form={`review-${move}`} name="reason" label={label} hint={hint}>
      {(attributes) => (
        <textarea rows={2} maxLength={5000} required={required} {...attributes}>
          {model.given.reason ?? ''}
        </textarea>
      )}
    </Field>
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
    <Decision model={model} move="ask-changes" kind="button plain">
      <Reason
        model={model}
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
    </Decision>
  )
}

function Dismiss({ model }: { model: Model }) {
  const { t, find } = useI18n()
  const open = model.warnings.filter(({ dismissed }) => !dismissed)
  return (
    <Decision model={model} move="dismiss" kind="button plain">
      <fieldset id="review-warning">
        <legend>{t('review.warnings')}</legend>
        <p class="ticks">
          {open.map(({ id, code, detail }) => (
            <label key={id}>
              <input type="checkbox" name="warning" value={id} />
              <span>
                {find(`warning.${code}`) ?? code}: {detail}
              </span>
            </label>
          ))}
        </p>
      </fieldset>
      <Reason model={model} move="dismiss" label={t('review.dismissWhy')} required />
    </Decision>
  )
}
