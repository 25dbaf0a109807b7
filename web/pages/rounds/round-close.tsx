import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<RoundPageModel, { page: 'round-close' }>

const ANSWERS = ['confirmed', 'updated', 'completed', 'new', 'retired', 'none'] as const
const RESULTS = ['in', 'marked', 'left-out', 'gone'] as const

/** What closing will freeze, for whoever is about to do it. */
export function RoundClosePage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { round, summary, leftOut, overdue } = model
  const url = `/rounds/${round.year}`
  const year = String(round.year)
  return (
    <div class="wide form-page">
      <Crumbs
        trail={[
          ['/rounds', t('rounds.title')],
          [url, round.title],
        ]}
      />
      <FormProblems problems={model.problems} form="close" />
      <h1>{t('round-close.title')}</h1>
      <p class="lead">{t('round-close.lead')}</p>
      <p>
        <b>{t('round-close.frozen', { year, count: summary.frozen })}</b>
      </p>
      <dl class="counts">
        {RESULTS.map((result) => (
          <div key={result}>
            <dt>{t(`round-close.result.${result}`)}</dt>
            <dd>{summary.results[result]}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('round-close.answers')}</h2>
      <dl class="counts">
        {ANSWERS.map((answer) => (
          <div key={answer}>
            <dt>{t(`answer.${answer}`)}</dt>
            <dd>{summary.answers[answer]}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t('round-close.waiting', { count: summary.waiting })}{' '}
        {summary.waiting > 0 && <a href="/review">{t('round-close.review')}</a>}
      </p>
      <p>
        <a href={`${url}/silent`}>{t('round.silentLink')}</a>
      </p>
      {overdue.length > 0 && (
        <details>
          <summary>
            {t('round.option', { label: t('round-close.overdue'), count: overdue.length })}
          </summary>
          <ul>
            {overdue.map(({ id, label }) => (
              <li key={id}>
                <a href={`${url}/entities/${id}`}>{label}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
      {leftOut.length > 0 && (
        <details open={leftOut.length <= 20}>
          <summary>
            {t('round.option', { label: t('round-close.leftOut'), count: leftOut.length })}
          </summary>
          <ul>
            {leftOut.map(({ activityId, title, entity }) => (
              <li key={activityId}>
                <a href={activityUrl(activityId)}>{title}</a> · {entity}
              </li>
            ))}
          </ul>
        </details>
      )}
      {round.state === 'open' && (
        <form method="post" action={`${url}/close`} class="form">
          <input type="hidden" name="seen" value={model.seen} />
          <Field
            form="close"
            name="note"
            label={t('round-close.note')}
            hint={t('round-close.noteHint')}
            problems={model.problems}
          >
            {(attributes) => (
              <textarea rows={3} maxLength={5000} {...attributes}>
                {model.given.note}
              </textarea>
            )}
          </Field>
          <button type="submit" class="button danger">
            {t('round-close.submit', { year })}
          </button>
        </form>
      )}
    </div>
  )
}
