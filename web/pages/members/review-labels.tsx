import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { Crumbs } from '../../components/crumbs'
import { useFieldLabel } from '../../components/members/field-diff'
import { Act, Done } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<ReviewPageModel, { page: 'review-labels' }>

/** Labels without a concept, and those that curators have placed. */
export function ReviewLabelsPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { labels, total, mappings, changed } = model
  const name = useFieldLabel(model.fieldLabels)
  return (
    <div class="wide form-page">
      <Crumbs trail={[['/review', t('review.title')]]} />
      <Done done={model.done} />
      {changed !== null && <p>{t('review-labels.changed', { count: changed })}</p>}
      <h1>{t('review-labels.title')}</h1>
      <p class="lead">{t('review-labels.lead')}</p>
      <form action="/review/labels" class="filter">
        <label>
          {t('review-labels.search')}
          <input type="search" name="q" value={model.q} maxLength={200} />
        </label>
        <button type="submit" class="button plain">
          {t('review-labels.find')}
        </button>
      </form>
      <p>
        <b>{t('review-labels.count', { count: total })}</b>{' '}
        {labels.length < total && t('review-labels.most', { count: labels.length })}
      </p>
      {labels.length > 0 && <Labels model={model} />}
      <h2>{t('review-labels.placed')}</h2>
      {mappings.length === 0 && <p>{t('review-labels.placedNone')}</p>}
      <ul class="rows">
        {mappings.map(({ id, label, field, conceptLabel, vocabularyLabel }) => (
          <li key={id}>
            {t('review-labels.means', {
              ...{ label, field: name(field) },
              ...{ concept: conceptLabel, vocabulary: vocabularyLabel },
            })}
            <Act
              action="/review/label/undo"
              fields={{ mapping: `${id}` }}
              label={t('review-labels.undo')}
              full={t('review-labels.undoOf', { label })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Labels({ model: { labels, fieldLabels } }: { model: Model }) {
  const { t } = useI18n()
  const name = useFieldLabel(fieldLabels)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('review-labels.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('review-labels.label')}</th>
            <th scope="col">{t('review-labels.field')}</th>
            <th scope="col">{t('review-labels.entries')}</th>
            <th scope="col">{t('review-labels.examples')}</th>
            <th scope="col">{t('review-labels.place')}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map(({ field, label, count, examples }) => (
            <tr key={field + label}>
              <th scope="row">{label}</th>
              <td data-label={t('review-labels.field')}>{name(field)}</td>
              <td data-label={t('review-labels.entries')}>{count}</td>
              <td data-label={t('review-labels.examples')}>
                <a href={activityUrl(examples[0]?.id ?? 0)}>{examples[0]?.title}</a>
              </td>
              <td>
                <a
                  href={`/review/label?${new URLSearchParams({ field, label })}`}
                  aria-label={t('review-labels.placeOne', { label })}
                >
                  {t('review-labels.place')}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
