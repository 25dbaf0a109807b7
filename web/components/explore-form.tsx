import type { ExploreChoice, ReportPageModel } from '../../taxonomy/report-pages'
import { useI18n } from '../lib/i18n'

/** Id of the answer on the page. */
export const ANSWER = 'answer'

/** The question as a form, which makes its address. Works without a script. */
export function ExploreForm({ model }: { model: Extract<ReportPageModel, { page: 'explore' }> }) {
  const { t } = useI18n()
  const { choices, filters, answer } = model
  const { q } = answer.question
  const chosen = filters.reduce((sum, one) => sum + one.chosen.length, 0)
  return (
    <form
      class="explore-form"
      action={`/reports/explore#${ANSWER}`}
      method="get"
      aria-labelledby="ask"
    >
      <h2 id="ask">{t('explore.ask')}</h2>
      <div class="fields">
        {choices.map((choice) => (
          <Choice key={choice.param} choice={choice} />
        ))}
        <p class="field">
          <label for="explore-q">{t('explore.words')}</label>
          <input id="explore-q" type="search" name="q" maxLength={300} value={q} />
        </p>
      </div>
      <details open={chosen > 0}>
        <summary>
          {t('explore.filters')}
          {chosen > 0 && ` (${t('explore.chosen', { count: chosen })})`}
        </summary>
        <div class="fields">
          {filters.map((choice) => (
            <Choice key={choice.param} choice={choice} />
          ))}
        </div>
      </details>
      <p class="acts">
        <button class="button" type="submit">
          {t('explore.submit')}
        </button>
        <a href="/reports/explore">{t('explore.reset')}</a>
      </p>
    </form>
  )
}

function Choice({ choice }: { choice: ExploreChoice }) {
  const { t, find } = useI18n()
  const { param, isOptional, isSeveral, chosen, values } = choice
  const label = choice.label ?? find(`explore.${param}`) ?? param
  const none = t(isSeveral ? 'report.any' : 'explore.none')
  // One for each that is chosen, and one to choose another with.
  const selects = isSeveral || chosen.length === 0 ? [...chosen, ''] : chosen
  return (
    <>
      {selects.map((id, at) => (
        <p class="field" key={id}>
          <label for={`explore-${param}-${at}`}>
            {at === 0 ? label : t('explore.orAlso', { label })}
          </label>
          <select id={`explore-${param}-${at}`} name={param}>
            {isOptional && <option value="">{none}</option>}
            {values.map((value) => (
              <option key={value.id} value={value.id} selected={value.id === id}>
                {param === 'edition' && value.id === 'now' ? t('explore.now') : value.label}
              </option>
            ))}
          </select>
        </p>
      ))}
    </>
  )
}
