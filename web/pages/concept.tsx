import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo, PageModel } from '../../taxonomy/pages'
import { Bars } from '../components/bars'
import { CardList } from '../components/card-list'
import { ConceptFacts } from '../components/concept-facts'
import { Crumbs } from '../components/crumbs'
import { Tile } from '../components/tile'
import { Twins } from '../components/twins'
import { NOT_STATED } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { listFiles, listUrl, valuesUrl, valueUrl } from '../lib/urls'

type Model = Extract<PageModel, { page: 'concept' }>

/** How many bars a chart has. */
const BARS = 8

/** One entity, goal, country …: what it is, its activities in figures, the newest of them. */
export function ConceptPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { facet, concept, facets } = model
  const { id, label, definition, count, colour, latest } = concept
  const filters = { [facet.param]: [id] }
  const all = listUrl({ filters })
  const charts = facets.flatMap((other) => {
    const values = concept.facets[other.param] ?? []
    return other.param !== facet.param && values.length > 0 ? [{ other, values }] : []
  })
  return (
    <div class="wide">
      <Crumbs trail={[[valuesUrl(facet) ?? '/', facet.label]]} />
      <h1>
        {colour && <Tile id={id} colour={colour} />} {label}
      </h1>
      <p class="lead">{definition}</p>
      <p>
        {count > 0 ? (
          <a class="button" href={all}>
            {t('concept.all', { count })}
          </a>
        ) : (
          t('concept.none')
        )}
      </p>
      <ConceptFacts concept={concept} urlOf={(other) => valueUrl(facet, other)} />
      {charts.length > 0 && (
        <>
          <h2>{t('concept.charts')}</h2>
          <p class="hint">{t('concept.chartHint')}</p>
          <div class="charts">
            {charts.map(({ other, values }) => (
              <Chart key={other.param} values={values} facet={other} within={{ facet, id }} />
            ))}
          </div>
        </>
      )}
      {latest.length > 0 && (
        <>
          <h2>{t('concept.latest')}</h2>
          <CardList items={latest} facets={facets} values={concept.facets} />
          <p>
            <a class="more" href={all}>
              {t('concept.all', { count })}
            </a>
          </p>
          <Twins label={t('concept.files')} files={listFiles({ filters })} />
        </>
      )}
    </div>
  )
}

interface ChartProps {
  facet: FacetInfo
  values: FacetValue[]
  /** The concept whose activities are counted. */
  within: { facet: FacetInfo; id: string }
}

function Chart({ facet, values, within }: ChartProps) {
  const { t } = useI18n()
  const shown = barsOf(values, facet)
  const rest = values.length - shown.length
  return (
    <section aria-labelledby={`chart-${facet.param}`}>
      <h3 id={`chart-${facet.param}`}>{facet.label}</h3>
      <Bars
        values={shown}
        facet={facet}
        urlOf={(id) =>
          listUrl({ filters: { [within.facet.param]: [within.id], [facet.param]: [id] } })
        }
      />
      {rest > 0 && <p class="hint">{t('concept.chartMore', { count: rest })}</p>}
    </section>
  )
}

/** The values with most activities, or the latest years; what is not known comes last. */
function barsOf(values: FacetValue[], facet: FacetInfo): FacetValue[] {
  const known = values.filter((value) => value.id !== NOT_STATED)
  if (!facet.vocabulary) known.sort((a, b) => b.id.localeCompare(a.id))
  return [...known.slice(0, BARS), ...values.filter((value) => value.id === NOT_STATED)]
}
