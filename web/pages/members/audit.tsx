import type { MemberPageModel } from '../../../taxonomy/member-pages'
import type { AuditLine } from '../../../taxonomy/people'
import { FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<MemberPageModel, { page: 'audit' }>

/** The log of all acts, newest first. */
export function AuditPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { lines, older, filter } = model
  const query = new URLSearchParams(Object.entries(filter).filter(([, text]) => text !== ''))
  const exported = (kind: string) => `/audit.${kind}${query.size > 0 ? `?${query}` : ''}`
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="audit" />
      <h1>{t('audit.title')}</h1>
      <p class="lead">{t('audit.lead')}</p>
      <Filter model={model} />
      {lines.length === 0 ? <p>{t('audit.none')}</p> : <Lines lines={lines} />}
      {older && (
        <p>
          <a class="more" href={older}>
            {t('audit.older')}
          </a>
        </p>
      )}
      <p class="twins">
        <a href={exported('csv')}>{t('audit.csv')}</a>{' '}
        <a href={exported('json')}>{t('audit.json')}</a>
      </p>
    </div>
  )
}

function Filter({ model: { filter, actions } }: { model: Model }) {
  const { t, find } = useI18n()
  const options = actions.map((id) => ({ id, label: find(`act.${id}`) ?? id }))
  return (
    <form action="/audit" class="filter">
      <label>
        {t('audit.action')}
        <select name="action">
          <Options
            options={[{ id: '', label: t('audit.any') }, ...options]}
            chosen={filter.action}
          />
        </select>
      </label>
      <label>
        {t('audit.actor')}
        <input
          type="search"
          name="actor"
          value={filter.actor}
          maxLength={200}
          title={t('audit.actorHint')}
        />
      </label>
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {t(`field.${name}`)}
          <input type="date" name={name} id={`audit-${name}`} value={filter[name]} />
        </label>
      ))}
      <button type="submit" class="button plain">
        {t('audit.find')}
      </button>
    </form>
  )
}

function Lines({ lines }: { lines: AuditLine[] }) {
  const { t, find } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('audit.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.actor')}</th>
            <th scope="col">{t('audit.action')}</th>
            <th scope="col">{t('audit.subject')}</th>
            <th scope="col">{t('audit.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={`${line.at}${index}`}>
              <td data-label={t('audit.when')}>
                <time dateTime={line.at}>{line.at.slice(0, 19).replace('T', ' ')}</time>
              </td>
              <td data-label={t('audit.actor')}>
                {line.actorName ? `${line.actorName} (${line.actor})` : line.actor}
              </td>
              <td data-label={t('audit.action')} title={line.action}>
                {find(`act.${line.action}`) ?? line.action}
              </td>
              <td data-label={t('audit.subject')}>
                <Subject subject={line.subject} />
              </td>
              <td data-label={t('audit.detail')}>{detailText(line.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What an act was done to, as a link where it has a page. */
function Subject({ subject }: { subject: string }) {
  const [kind, id] = subject.split(':')
  if (kind === 'person') return <a href={`/people/${id}`}>{subject}</a>
  if (kind === 'activity') return <a href={activityUrl(Number(id))}>{subject}</a>
  return <>{subject}</>
}

/** `{ role: 'curator', entity: null }` → `role: curator` */
function detailText(detail: AuditLine['detail']): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ')
}
