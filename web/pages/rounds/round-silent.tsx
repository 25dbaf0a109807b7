import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Done, FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<RoundPageModel, { page: 'round-silent' }>

/** What becomes of entries nobody answered for: by the rule, or as chosen for each. */
export function RoundSilentPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { round, entries, total, filter, entities, rules } = model
  const url = `/rounds/${round.year}`
  const isOpen = round.state === 'open'
  const options = rules.map((id) => ({ id, label: t(`rule.${id}`) }))
  return (
    <div class="wide form-page">
      <Crumbs
        trail={[
          ['/rounds', t('rounds.title')],
          [url, round.title],
        ]}
      />
      <FormProblems problems={model.problems} form="silent" />
      <Done done={model.done} />
      <h1>{t('round-silent.title')}</h1>
      <p class="lead">{t('round-silent.lead')}</p>
      {isOpen && (
        <form method="post" action={`${url}/rule`} class="filter">
          <label>
            {t('round-silent.rule')}
            <select name="rule" id="silent-rule">
              <Options options={options} chosen={round.rule} />
            </select>
          </label>
          <button type="submit" class="button plain">
            {t('round-silent.save')}
          </button>
        </form>
      )}
      <form action={`${url}/silent`} class="filter">
        <label>
          {t('round.entity')}
          <select name="entity">
            <Options
              options={[{ id: '', label: t('round-silent.any') }, ...entities]}
              chosen={filter.entity}
            />
          </select>
        </label>
        <button type="submit" class="button plain">
          {t('round.show')}
        </button>
      </form>
      <p>
        <b>{t('round-silent.count', { count: total, shown: entries.length })}</b>
      </p>
      {entries.length > 0 && (
        <form method="post" action={`${url}/silent`} class="form queue">
          <input type="hidden" name="entity" value={filter.entity} />
          <ul class="plain-list picks" id="silent-activity">
            {entries.map(({ activityId, title, entity, rule, isException }) => (
              <li key={activityId}>
                {isOpen && (
                  <input
                    type="checkbox"
                    name="activity"
                    value={activityId}
                    aria-label={t('round-silent.pickOne', { title })}
                  />
                )}
                <div>
                  <a href={activityUrl(activityId)}>{title}</a>
                  <p class="byline">
                    {entity} ·{' '}
                    {isException
                      ? t('round-silent.exception', { rule: t(`rule.${rule}`) })
                      : t(`rule.${rule}`)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          {isOpen && (
            <div class="filter">
              <label>
                {t('round-silent.set')}
                <select name="rule">
                  <Options options={[...options, { id: '', label: t('round-silent.byRule') }]} />
                </select>
              </label>
              <button type="submit" class="button">
                {t('round-silent.apply')}
              </button>
            </div>
          )}
        </form>
      )}
    </div>
  )
}
