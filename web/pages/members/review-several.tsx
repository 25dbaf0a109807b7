import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<ReviewPageModel, { page: 'review-several' }>

/** Asks once more before several are decided at once, or says which could not be. */
export function ReviewSeveralPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { act, lines, outcomes, problems } = model
  const optional = act === 'approve'
  return (
    <div class="wide form-page">
      <FormProblems problems={problems} form="several" />
      <h1>{outcomes ? t('review.outcomes') : t(`review.confirm.${act}`)}</h1>
      {outcomes ? (
        <ul>
          {outcomes.map(({ id, title, refusal }) => (
            <li key={id}>
              <a href={`/review/${id}`}>{title || id}</a>: {refusal || t('review.outcomeDone')}
            </li>
          ))}
        </ul>
      ) : (
        <form method="post" action="/review/several" class="form">
          <ul>
            {lines.map(({ id, title, seen }) => (
              <li key={id}>
                <input type="hidden" name="item" value={seen} />
                {title || t('review.untitled')}
              </li>
            ))}
          </ul>
          <input type="hidden" name="act" value={act} />
          <input type="hidden" name="confirmed" value="yes" />
          <input type="hidden" name="request" value={model.request} />
          {act === 'dismiss' && <Kinds model={model} />}
          <Field
            form="several"
            name="reason"
            label={t(optional ? 'review.reasonOptional' : 'review.reason')}
            problems={problems}
          >
            {(attributes) => (
              <textarea rows={2} maxLength={5000} required={!optional} {...attributes}>
                {model.reason}
              </textarea>
            )}
          </Field>
          <button type="submit" class="button">
            {t(`review.confirmYes.${act}`)}
          </button>
        </form>
      )}
      <p>
        <a href="/review">{t('review.back')}</a>
      </p>
    </div>
  )
}

/** Which kinds of warning to dismiss: never all of an entry's unasked. */
function Kinds({ model: { kinds, chosen, problems } }: { model: Model }) {
  const { t, find } = useI18n()
  return (
    <fieldset id="several-kind">
      <legend>{t('review.severalKinds')}</legend>
      {problems
        .filter(({ field }) => field === 'kind')
        .map(({ reason }) => (
          <p key={reason} class="reason">
            {reason}
          </p>
        ))}
      {kinds.length === 0 && <p>{t('review.warningsNone')}</p>}
      <p class="ticks">
        {kinds.map(({ code, count }) => (
          <label key={code}>
            <input type="checkbox" name="kind" value={code} checked={chosen.includes(code)} />
            <span>{t('review.option', { label: find(`warning.${code}`) ?? code, count })}</span>
          </label>
        ))}
      </p>
    </fieldset>
  )
}
