import type { HistoryEntry } from '../../taxonomy/history'
import type { PageModel } from '../../taxonomy/pages'
import { Crumbs } from '../components/crumbs'
import { FieldChange, useFieldLabel } from '../components/members/field-diff'
import { useI18n } from '../lib/i18n'
import { activityUrl, historyApiUrl, historyUrl, LIST_PATH } from '../lib/urls'

type Model = Extract<PageModel, { page: 'history' }>
type Version = Extract<HistoryEntry, { what: 'version' }>

/** What changed of an activity, when, and by which entity: each version against the one before. */
export function HistoryPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { id, title, items, offset, limit, total } = model.history
  const page = offset / limit + 1
  return (
    <div class="wide form-page">
      <Crumbs
        trail={[
          [LIST_PATH, t('activity.crumb')],
          [activityUrl(id), title],
        ]}
      />
      <h1>{t('history.title')}</h1>
      <p class="lead" lang={model.language}>
        {title}
      </p>
      <p>{t('history.lead')}</p>
      <ol class="versions">
        {items.map((entry) => (
          <li key={entry.what + entry.at}>
            <h2>
              <Name entry={entry} />
              {t('list.separator')}
              <time dateTime={entry.at}>{date(entry.at.slice(0, 10))}</time>
            </h2>
            {entry.what === 'left' && <p>{t('history.leftMore')}</p>}
            {entry.what === 'merged' && <p>{t('history.mergedMore', { id: `${entry.id}` })}</p>}
            {entry.what === 'version' && <Changes entry={entry} model={model} />}
          </li>
        ))}
      </ol>
      {total > limit && (
        <nav class="pages" aria-label={t('history.pages')}>
          {page > 1 && (
            <a href={historyUrl(id, page - 1)} rel="prev">
              {t('history.newer')}
            </a>
          )}
          {offset + limit < total && (
            <a href={historyUrl(id, page + 1)} rel="next">
              {t('history.older')}
            </a>
          )}
        </nav>
      )}
      <p class="twins">
        <a href={historyApiUrl(id)}>{t('history.json')}</a>
      </p>
    </div>
  )
}

function Name({ entry }: { entry: HistoryEntry }) {
  const { t } = useI18n()
  if (entry.what === 'left') return <>{t('history.left')}</>
  if (entry.what === 'merged') return <>{t('history.merged', { id: `${entry.id}` })}</>
  return <>{t('history.version', { number: entry.number })}</>
}

function Changes({ entry, model }: { entry: Version; model: Model }) {
  const { t, find } = useI18n()
  const label = useFieldLabel(model.labels)
  const { by, changes, isFirst, isReturn } = entry
  return (
    <>
      <p>
        {by.kind === 'entity' && t('history.byEntity', { entity: by.label })}
        {by.kind === 'import' &&
          t('history.byImport', { system: find(`source.${by.system}`) ?? by.system })}
        {by.kind === 'curators' && t('history.byCurators')} {isFirst && t('history.first')}
        {isReturn && t('history.return')}
        {!isFirst && changes.length === 0 && t('history.nothing')}
      </p>
      {changes.length > 0 && (
        <dl class="diffs">
          {changes.map((diff) => (
            <div key={diff.field}>
              <dt>{label(diff.field)}</dt>
              <dd>
                <FieldChange diff={diff} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
