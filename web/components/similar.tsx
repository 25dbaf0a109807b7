import type { RelatedActivity } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'

/** Activities like this one, each with what makes it alike. */
export function Similar({ related, facets }: { related: RelatedActivity[]; facets: FacetInfo[] }) {
  const { t, find, list } = useI18n()
  const nameOf = (param: string) => {
    const facet = facets.find((candidate) => candidate.param === param)
    return facet?.singular.toLocaleLowerCase() ?? find(`field.${param}`) ?? param
  }
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
            {shared
              .map(({ facet, labels }) =>
                t('activity.shared', {
                  facet: nameOf(facet),
                  labels: labels.join(t('list.separator')),
                }),
              )
              .join(t('activity.sharedSeparator'))}
          </p>
        </li>
      ))}
    </ul>
  )
}
