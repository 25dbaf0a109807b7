import type { ComponentChildren } from 'preact'
import type { SearchResult } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { labelOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { type ListState, listUrl, toggled } from '../lib/urls'

interface NoResultsProps {
  result: SearchResult
  facets: FacetInfo[]
  state: ListState
}

/** Says what was searched and found nothing, and offers ways on, the likeliest first. */
export function NoResults({ result, facets, state }: NoResultsProps) {
  const { t } = useI18n()
  const { waysOn } = result
  const singular = (param: string) =>
    facets.find((facet) => facet.param === param)?.singular ?? param
  const chosen = facets.flatMap((facet) =>
    (state.filters[facet.param] ?? []).map((id) => ({
      param: facet.param,
      id,
      label: labelOf(facet, id, result.facets),
      total: undefined,
    })),
  )
  const query = state.q
  const said = chosen
    .map(({ param, label }) => t('activities.chip', { facet: singular(param), value: label }))
    .join(t('list.separatorWide'))
  const why = query
    ? t(chosen.length > 0 ? 'none.words' : 'none.wordsOnly', { query, chosen: said })
    : t('none.filters', { chosen: said })
  return (
    <div class="none">
      <h3>{t('none.title')}</h3>
      <p>{why}</p>
      <Ways title={t('none.tips')}>
        {(waysOn?.without ?? chosen).map((value) => (
          <Way
            key={`${value.param}=${value.id}`}
            href={listUrl(toggled(state, value.param, value.id))}
            count={value.total}
          >
            {t('none.remove', { facet: singular(value.param), value: value.label })}
          </Way>
        ))}
      </Ways>
      <Ways title={t('none.spellings')}>
        {waysOn?.spellings.map(({ q, total }) => (
          <Way key={q} href={listUrl({ ...state, q, offset: 0 })} count={total}>
            {t('value.quoted', { value: q })}
          </Way>
        ))}
      </Ways>
      <Ways title={t('none.concepts')}>
        {waysOn?.concepts.map(({ param, id, label, count }) => (
          <Way
            key={`${param}=${id}`}
            href={listUrl({ view: state.view, filters: { [param]: [id] } })}
            count={count}
          >
            {t('activities.chip', { facet: singular(param), value: label })}
          </Way>
        ))}
      </Ways>
      <Ways title={t('none.less')}>
        {query && chosen.length > 0 && (
          <Way href={listUrl({ ...state, q: '', offset: 0 })}>
            {t('none.clearWords', { query })}
          </Way>
        )}
        {chosen.length > 1 && (
          <Way href={listUrl({ ...state, filters: {}, offset: 0 })}>{t('none.clearAll')}</Way>
        )}
        <Way href={listUrl()}>{t('none.browse')}</Way>
      </Ways>
    </div>
  )
}

/** Some ways on under what they have in common; nothing where there are none. */
function Ways({ title, children }: { title: string; children: ComponentChildren }) {
  const ways = [children].flat(2).filter(Boolean)
  if (ways.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <ul>{ways}</ul>
    </>
  )
}

interface WayProps {
  href: string
  /** How many activities it leads to, where that is known. */
  count?: number | undefined
  children: ComponentChildren
}

function Way({ href, count, children }: WayProps) {
  const { t } = useI18n()
  return (
    <li>
      <a href={href}>{children}</a>
      {count !== undefined && <small> {t('facet.count', { count })}</small>}
    </li>
  )
}
