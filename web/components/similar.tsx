import type { RelatedActivity } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'

/** Activities like this one, each with what makes it alike. */
export function Similar({ related, facets }: { related: RelatedActivity[]; facets: FacetInfo[] }) {
  const { t, find, list } = useI18n()
  const nameOf = (param: string) => {
    const facet = facets.find((candidate) => candidate.param === param)
    return facet?.singular ?? find(`field.${param}`) ?? param
  }
  const inWords = ({ facet, labels }: RelatedActivity['shared'][number]) =>
    t('activity.shared', { facet: nameOf(facet), labels: labels.join(t('list.separator')) })
  return (
    <ul class="similar">
      {related.map(({ id, title, entities, startYear, shared }) => (
        <li key={id}>
          <a href={activityUrl(id)}>{title}</a>
          <p class="byline">
            <b>{list(entities.map((entity) => entity.label))}</b>
            {startYear && <span>{t('activities.started', { year: `${startYear}` })}</span>}
          </p>
          <p class="matched">
            {t('activity.alike', {
              shared: shared.map(inWords).join(t('activity.sharedSeparator')),
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}
