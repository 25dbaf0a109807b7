import type { ReportPageModel } from '../../taxonomy/report-pages'
import { useI18n } from '../lib/i18n'
import { marked } from '../lib/marked'

interface ReportEntriesProps {
  model: Extract<ReportPageModel, { page: 'report' }>
  /** Path and query of the page. */
  url: string
}

/** A form to find entries of a frozen edition, and those found. Works without a script. */
export function ReportEntries({ model, url }: ReportEntriesProps) {
  const { t } = useI18n()
  const { edition, selects, found } = model
  const path = `/reports/${edition.id}`
  return (
    <section aria-labelledby="find" class="report-entries">
      <h2 id="find">{t('report.find')}</h2>
      <form action={`${path}#find`} method="get">
        <p class="field">
          <label for="report-q">{t('search.label')}</label>
          <input id="report-q" type="search" name="q" maxLength={200} value={found?.query.q} />
        </p>
        {selects.map(({ param, label, values }) => (
          <p class="field" key={param}>
            <label for={`report-${param}`}>{label}</label>
            <select id={`report-${param}`} name={param}>
              <option value="">{t('report.any')}</option>
              {values.map(({ id, label: value, count, selected }) => (
                <option key={id} value={id} selected={selected}>
                  {t('report.option', { label: value, count })}
                </option>
              ))}
            </select>
          </p>
        ))}
        <button type="submit" class="button">
          {t('search.submit')}
        </button>
      </form>
      {found ? (
        <Found found={found} path={path} url={url} />
      ) : (
        <p>
          <a href={`${path}?sort=title#find`}>{t('report.all', { count: edition.entries })}</a>
        </p>
      )}
    </section>
  )
}

interface FoundProps {
  found: NonNullable<ReportEntriesProps['model']['found']>
  path: string
  url: string
}

function Found({ found, path, url }: FoundProps) {
  const { t, list } = useI18n()
  const { total, items, query } = found
  const at = (offset: number) => {
    const params = new URLSearchParams(url.split('?')[1])
    params.set('offset', `${offset}`)
    return `${path}?${params}#find`
  }
  const { offset, limit } = query
  return (
    <>
      <p role="status">{t('report.found', { count: total })}</p>
      <ul class="found">
        {items.map(({ id, highlight, entities, startYear }) => (
          <li key={id}>
            <a
              href={`${path}/activities/${id}`}
              dangerouslySetInnerHTML={marked(highlight.title)}
            />
            <small>
              {list(entities.map(({ label }) => label))}
              {startYear !== null && `, ${t('activities.started', { year: `${startYear}` })}`}
            </small>
          </li>
        ))}
      </ul>
      <nav class="pages" aria-label={t('pages.label')}>
        {offset > 0 && (
          <a href={at(Math.max(0, offset - limit))} rel="prev">
            {t('pages.previous')}
          </a>
        )}
        {offset + limit < total && (
          <a href={at(offset + limit)} rel="next">
            {t('pages.next')}
          </a>
        )}
      </nav>
    </>
  )
}
