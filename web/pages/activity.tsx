import type { PageModel } from '../../taxonomy/pages'
import { ActivityFacts } from '../components/activity-facts'
import { ActivityOutcomes } from '../components/activity-outcomes'
import { ActivityPlace } from '../components/activity-place'
import { ActivitySource } from '../components/activity-source'
import { Cite } from '../components/cite'
import { Crumbs } from '../components/crumbs'
import { OutwardLink } from '../components/outward-link'
import { Paragraphs } from '../components/paragraphs'
import { Similar } from '../components/similar'
import { leadFacet, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { LIST_PATH, valueUrl } from '../lib/urls'

type Model = Extract<PageModel, { page: 'activity' }>

/** One activity in full. */
export function ActivityPage({ model }: { model: Model }) {
  const { t, language } = useI18n()
  const { activity, facets, counts, related } = model
  const { summary, description, outcomes, partners, links } = activity
  const lang = activity.language === language ? undefined : activity.language
  return (
    <div class="wide entry">
      <Crumbs trail={[[LIST_PATH, t('activity.crumb')]]} />
      <article>
        <Heading model={model} lang={lang} />
        <Paragraphs text={summary} lang={lang} />
        {description && description !== summary && (
          <>
            <h2>{t('activity.description')}</h2>
            <Paragraphs text={description} lang={lang} />
          </>
        )}
        <h2>{t('activity.facts')}</h2>
        <ActivityFacts activity={activity} facets={facets} counts={counts} />
        <h2>{t('activity.outcomes')}</h2>
        <ActivityOutcomes outcomes={outcomes} />
        <h2>{t('activity.partners')}</h2>
        {partners.length > 0 ? (
          <ul class={partners.length > 8 ? 'columns' : undefined}>
            {partners.map((partner) => (
              <li key={partner}>{partner}</li>
            ))}
          </ul>
        ) : (
          <p class="unknown">{t('activity.partnersNone')}</p>
        )}
        <h2>{t('activity.links')}</h2>
        {links.length > 0 ? (
          <ul>
            {links.map(({ url, label }) => (
              <li key={url}>
                <OutwardLink address={url}>{label}</OutwardLink>
              </li>
            ))}
          </ul>
        ) : (
          <p class="unknown">{t('activity.linksNone')}</p>
        )}
      </article>
      <aside aria-label={t('activity.aside')}>
        <h2>{t('activity.provenance')}</h2>
        <ActivitySource activity={activity} unconfirmedIn={model.unconfirmedIn} />
        <Cite activity={activity} citations={model.citations} />
        <h2>{t('activity.place')}</h2>
        <ActivityPlace model={model} />
        {related.length > 0 && (
          <>
            <h2>{t('activity.similar')}</h2>
            <Similar related={related} facets={facets} />
          </>
        )}
      </aside>
    </div>
  )
}

function Heading({ model, lang }: { model: Model; lang: string | undefined }) {
  const lead = leadFacet(model.facets)
  return (
    <>
      <h1 lang={lang}>{model.activity.title}</h1>
      {lead && (
        <ul class="leads" aria-label={lead.label}>
          {valuesOf(model.activity, lead).map(({ id, label }) => (
            <li key={id}>
              <a href={valueUrl(lead, id)}>{label}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
