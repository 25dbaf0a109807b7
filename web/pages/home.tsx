import type { PageModel } from '../../taxonomy/pages'
import { CardList } from '../components/card-list'
import { Island } from '../components/island'
import { WayIn } from '../components/way-in'
import { useI18n } from '../lib/i18n'
import { LIST_PATH } from '../lib/urls'

type Model = Extract<PageModel, { page: 'home' }>

/** The first page: search, what there is, and the ways into it. */
export function HomePage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { figures, ways, facets, latest } = model
  const values = Object.fromEntries(ways.map((way) => [way.facet.param, way.values]))
  return (
    <>
      <div class="hero">
        <div class="wide">
          <h1>{t('site.tagline')}</h1>
          <p class="lead">{t('home.lead')}</p>
          <Island name="SearchBox" props={{ id: 'home' }} />
          <Figures figures={figures} />
        </div>
      </div>
      <div class="wide">
        <h2>{t('home.ways')}</h2>
        {ways.map((way) => (
          <WayIn key={way.facet.param} facet={way.facet} values={way.values} />
        ))}
        <h2>{t('home.latest')}</h2>
        <CardList items={latest} facets={facets} values={values} />
        <p>
          <a class="more" href={LIST_PATH}>
            {t('home.more')}
          </a>
        </p>
      </div>
    </>
  )
}

function Figures({ figures }: { figures: Model['figures'] }) {
  const { t, number, date } = useI18n()
  const shown = [
    [t('home.activities'), number(figures.activities)],
    [t('home.entities'), number(figures.entities)],
    [t('home.countries'), number(figures.countries)],
    [t('home.updated'), date(figures.updated)],
  ] as const
  return (
    <dl class="figures" aria-label={t('home.figures')}>
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
