import type { RelatedActivity } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { type I18n, useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'

/** Of what two activities share in one respect, this much is named. */
const MOST_LABELS = 3

/** Activities like this one, each with what makes it alike. */
export function Similar({ related, facets }: { related: RelatedActivity[]; facets: FacetInfo[] }) {
  const i18n = useI18n()
  const { t, list } = i18n
  return (
    <ul class="similar">
      {related.map(({ id, title, entities, startYear, shared }) => (
        <li key={id}>
          <a href={activityUrl(id)}>{title}</a>
          <p class="byline">
            <b>{list(entities.map((entity) => entity.label))}</b>
            {startYear && <span>{t('activities.started', { year: `${startYear}` })}</span>}
          </p>
          <p class="matched">{alikeText(shared, facets, i18n)}</p>
        </li>
      ))}
    </ul>
  )
}

/**
 * What two activities share, as a sentence: `Both use Computer vision and work in Kenya.`
 * Where they share no value, it is their words that are alike.
 */
function alikeText(shared: RelatedActivity['shared'], facets: FacetInfo[], i18n: I18n): string {
  const { t, find, list } = i18n
  if (shared.length === 0) return t('similar.words')
  const reasons = shared.map(({ facet, labels }) => {
    const rest = labels.length - MOST_LABELS
    const more = rest > 0 ? [t('similar.more', { count: rest })] : []
    const quoted = labels
      .slice(0, MOST_LABELS)
      .map((label) => (isPhrase(label) ? t('value.quoted', { value: label }) : label))
    const named = list([...quoted, ...more])
    const info = facets.find((candidate) => candidate.param === facet)
    const name = info?.singular ?? find(`field.${facet}`) ?? facet
    return (
      find(`similar.by.${facet}`, { count: labels.length, labels: named }) ??
      t('similar.by', { facet: name, labels: named })
    )
  })
  return t('similar.both', { reasons: list(reasons) })
}

/** Whether a label is so long that in a sentence it needs marks around it: `Cities and housing`. */
function isPhrase(label: string): boolean {
  return label.split(' ').length > 2
}
