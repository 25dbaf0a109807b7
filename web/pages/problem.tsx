import type { PageModel } from '../../taxonomy/pages'
import { Island } from '../components/island'
import { useI18n } from '../lib/i18n'

type Model = Extract<PageModel, { page: 'problem' }>

/** A request that could not be answered: what is wrong and where to go from here. */
export function ProblemPage({ model }: { model: Model }) {
  const { t, find } = useI18n()
  const { title, status, detail, errors = [] } = model.problem
  return (
    <div class="wide reading">
      <h1>{find(`problem.${status}`) ?? title}</h1>
      {detail && <p class="lead">{detail}</p>}
      {errors.length > 0 && (
        <>
          <h2>{t('problem.errors')}</h2>
          <ul>
            {errors.map(({ field, reason }) => (
              <li key={field + reason}>
                <code>{field}</code>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{find(`problem.hint.${status}`) ?? t('problem.hint')}</p>
      <Island name="SearchBox" props={{ id: 'problem' }} />
      <p>
        <a href="/">{t('problem.home')}</a>
      </p>
      <p class="hint">{t('problem.status', { status: `${status}` })}</p>
    </div>
  )
}
