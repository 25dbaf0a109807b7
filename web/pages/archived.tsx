import type { PageModel } from '../../taxonomy/pages'
import { Crumbs } from '../components/crumbs'
import { useI18n } from '../lib/i18n'
import { LIST_PATH, listUrl } from '../lib/urls'

type Model = Extract<PageModel, { page: 'archived' }>

/** Where an activity stood that is in the public catalogue no more. */
export function ArchivedPage({ model: { id, title, language, since } }: { model: Model }) {
  const { t, rich, date } = useI18n()
  const day = <time dateTime={since}>{date(since.slice(0, 10))}</time>
  return (
    <div class="wide form-page">
      <Crumbs trail={[[LIST_PATH, t('activity.crumb')]]} />
      <h1 lang={language}>{title}</h1>
      <p class="note">
        <b>{rich('archived.since', { day })}</b>
      </p>
      <p>{t('archived.why', { id: `${id}` })}</p>
      <p>
        <a href={listUrl({ q: title })}>{t('archived.search')}</a>
      </p>
      <p>
        <a href={LIST_PATH}>{t('suggest.backToList')}</a>
      </p>
    </div>
  )
}
