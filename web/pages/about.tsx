import type { PageModel } from '../../taxonomy/pages'
import { UnknownTable, UnplacedTable } from '../components/about-tables'
import { useI18n } from '../lib/i18n'

type Model = Extract<PageModel, { page: 'about' }>

/** Where the catalogue comes from, how it is made, what it does not know. */
export function AboutPage({ model }: { model: Model }) {
  const { t, rich, date } = useI18n()
  const { figures, unknown, unplaced } = model
  const activities = t('activities.total', { count: figures.activities })
  const taxonomy = <a href="/taxonomy">{t('taxonomy.title')}</a>
  const api = <a href="/api">{t('api.title')}</a>
  const licence = (
    <a href="https://creativecommons.org/licenses/by/4.0/" rel="license noopener">
      {t('footer.licence')}
    </a>
  )
  return (
    <div class="wide reading">
      <h1>{t('about.title')}</h1>
      <h2>{t('about.what')}</h2>
      <p>
        {t('about.what.1', {
          activities,
          entities: t('about.entities', { count: figures.entities }),
          countries: t('about.countries', { count: figures.countries }),
          updated: date(figures.updated),
        })}
      </p>
      <p>{t('about.what.2')}</p>
      <h2>{t('about.sources')}</h2>
      <p>{t('about.sources.1')}</p>
      <p>{t('about.sources.2')}</p>
      <h2>{t('about.method')}</h2>
      <p>{rich('about.method.1', { taxonomy })}</p>
      <p>{t('about.method.2')}</p>
      <h2>{t('about.tags')}</h2>
      <p>{t('about.tags.1')}</p>
      <p>{t('about.tags.2')}</p>
      <h2>{t('about.unknown')}</h2>
      <p>{t('about.unknown.1', { activities })}</p>
      <UnknownTable unknown={unknown} total={figures.activities} />
      <h2>{t('about.unplaced')}</h2>
      <UnplacedTable unplaced={unplaced} facets={unknown.map(({ facet }) => facet)} />
      <h2>{t('about.licence')}</h2>
      <p>{rich('about.licence.1', { licence })}</p>
      <h2>{t('about.limits')}</h2>
      <p>{t('about.limits.1')}</p>
      <p>{t('about.limits.2')}</p>
      <h2>{t('about.data')}</h2>
      <p>{rich('about.data.1', { api, taxonomy })}</p>
    </div>
  )
}
