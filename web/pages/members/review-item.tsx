import type { ActivityRef, ReviewPageModel } from '../../../taxonomy/review-pages'
import { Crumbs } from '../../components/crumbs'
import { Fact, Facts } from '../../components/facts'
import { FieldChanges } from '../../components/members/field-diff'
import { Done, FormProblems } from '../../components/members/form'
import { ReviewDecisions } from '../../components/members/review-decisions'
import { ReviewHistory } from '../../components/members/review-history'
import { Warnings } from '../../components/members/review-warnings'
import { SuggestionPanel } from '../../components/members/suggestion-panel'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<ReviewPageModel, { page: 'review-item' }>

/** One submission: what it changes, what speaks for and against it, and the decision. */
export function ReviewItemPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { line, diff, publicVersion } = model
  const isChange = publicVersion !== null
  return (
    <div class="wide form-page review-item">
      <Crumbs trail={[['/review', t('review.title')]]} />
      <Done done={model.done} />
      <FormProblems problems={model.problems} form="review" />
      <h1>{line.title || t('review.untitled')}</h1>
      <Standing model={model} />
      <SuggestionPanel model={model} />
      <h2>{t(isChange ? 'review.changes' : 'review.changesNew')}</h2>
      {diff.length === 0 && <p>{t('review.changesNone')}</p>}
      <FieldChanges diff={diff} labels={model.fieldLabels} />
      {model.edits.length > 0 && (
        <>
          <h2>{t('review.edits')}</h2>
          <FieldChanges diff={model.edits} labels={model.fieldLabels} />
        </>
      )}
      <h2>{t('review.warnings')}</h2>
      <Warnings warnings={model.warnings} labels={model.fieldLabels} />
      <ReviewDecisions model={model} />
      <h2>{t('review.duplicates')}</h2>
      <Entries entries={model.duplicates} mergeInto={model} />
      <h2>{t('review.related')}</h2>
      <Entries entries={model.related} />
      {model.events.length > 0 && (
        <>
          <h2>{t('review.history')}</h2>
          <ReviewHistory events={model.events} labels={model.fieldLabels} />
        </>
      )}
    </div>
  )
}

function Standing({ model: { line, publicVersion, mergedInto } }: { model: Model }) {
  const { t, date } = useI18n()
  return (
    <Facts>
      <Fact label={t('review.kind')}>{t(`submission.kind.${line.kind}`)}</Fact>
      <Fact label={t('review.filter.entity')}>{line.entity?.label}</Fact>
      <Fact label={t('review.state')}>
        {t(`submission.state.${line.state}`)},{' '}
        <time dateTime={line.since}>{date(line.since.slice(0, 10))}</time>
      </Fact>
      {mergedInto && (
        <Fact label={t('review.mergedInto')}>
          <a href={activityUrl(mergedInto.id)}>{mergedInto.title}</a>
        </Fact>
      )}
      <Fact label={t('review.links')}>
        {line.state !== 'draft' && (
          <>
            <a href={`/review/${line.id}/preview`}>{t('review.preview')}</a>
            {t('list.separatorWide')}
          </>
        )}
        {publicVersion !== null && (
          <>
            <a href={activityUrl(line.activityId)}>{t('review.public')}</a>
            {t('list.separatorWide')}
          </>
        )}
        <a href={`/review/activities/${line.activityId}`}>
          {t('review-activity.all', { id: `${line.activityId}` })}
        </a>
      </Fact>
    </Facts>
  )
}

function Entries({ entries, mergeInto }: { entries: ActivityRef[]; mergeInto?: Model }) {
  const { t, list } = useI18n()
  if (entries.length === 0) return <p class="unknown">{t('review.none')}</p>
  return (
    <ul>
      {entries.map(({ id, title, entities }) => (
        <li key={id}>
          <a href={activityUrl(id)}>{title}</a> ({list(entities)}){' '}
          {mergeInto?.moves.includes('merge') && !mergeInto.isOwn && (
            <a href={`/review/${mergeInto.line.id}/merge?into=${id}`}>
              {t('review.mergeWith', { title })}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
