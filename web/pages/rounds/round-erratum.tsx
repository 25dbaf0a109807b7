import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<RoundPageModel, { page: 'round-erratum' }>

/** What can be corrected in a frozen edition, each entry with its reason. */
export function RoundErratumPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { year, edition, next, differences, texts, total, q, given } = model
  const url = `/rounds/${year}/erratum`
  return (
    <div class="wide form-page">
      <Crumbs trail={[['/rounds', t('rounds.title')]]} />
      <FormProblems problems={model.problems} form="erratum" />
      <h1>{t('round-erratum.title')}</h1>
      <p class="lead">{t('round-erratum.lead', { edition, next })}</p>
      <form action={url} class="filter">
        <label>
          {t('round-erratum.find')}
          <input type="search" name="q" value={q} maxLength={100} />
        </label>
        <button type="submit" class="button plain">
          {t('round.show')}
        </button>
      </form>
      <p>
        <b>{t('round-erratum.count', { count: total, shown: differences.length, edition })}</b>
      </p>
      <p>
        {texts.length > 0 &&
          `${t('round-erratum.texts', {
            texts: texts.map((block) => t(`round-texts.block.${block}`)).join(', '),
          })} `}
        <a href={`/rounds/${year}/texts`}>{t('round-texts.title', { year: String(year) })}</a>
      </p>
      {(differences.length > 0 || texts.length > 0) && (
        <form method="post" action={url} class="form queue">
          <ul class="plain-list picks" id="erratum-activity">
            {differences.map(({ activityId, title, kind }) => (
              <li key={activityId}>
                <input
                  type="checkbox"
                  name="activity"
                  value={activityId}
                  aria-label={t('round-silent.pickOne', { title })}
                  checked={given[`reason.${activityId}`] ? true : undefined}
                />
                <div>
                  <a href={`/review/activities/${activityId}`}>{title}</a>
                  <p class="byline">
                    {activityId} · {t(`round-erratum.kind.${kind}`)}
                  </p>
                  <label>
                    {t('round-erratum.reason')}{' '}
                    <input
                      name={`reason.${activityId}`}
                      maxLength={1000}
                      value={given[`reason.${activityId}`]}
                      aria-label={t('round-erratum.reasonFor', { title })}
                    />
                  </label>
                </div>
              </li>
            ))}
          </ul>
          <Field form="erratum" name="note" label={t('round-erratum.note')}>
            {(attributes) => (
              <textarea rows={3} maxLength={5000} {...attributes}>
                {given.note}
              </textarea>
            )}
          </Field>
          <button type="submit" class="button danger">
            {t('round-erratum.submit', { next })}
          </button>
        </form>
      )}
    </div>
  )
}
