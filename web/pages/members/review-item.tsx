import type { ActivityRef, ReviewPageModel } from '../../../taxonomy/review-pages'
import { Crumbs } from '../../components/crumbs'
import { Fact, Facts } from '../../components/facts'
import { FieldChange, useFieldLabel } from '../../components/members/field-diff'
import { Done, FormProblems } from '../../components/members/form'
import { ReviewDecisions } from '../../components/members/review-decisions'
import { SuggestionPanel } from '../../components/members/suggestion-panel'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<ReviewPageModel, { page: 'review-item' }>

/** One submission: what it changes, what speaks for and against it, and the decision. */
export function ReviewItemPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { line, diff, publicVersion } = model
  const label = useFieldLabel(model.fieldLabels)
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
      <dl class="diffs">
        {diff.map((one) => (
          <div key={one.field}>
            <dt>{label(one.field)}</dt>
            <dd>
              <FieldChange diff={one} />
            </dd>
          </div>
        ))}
      </dl>
      <h2>{t('review.warnings')}</h2>
      <Warnings model={model} />
      <ReviewDecisions model={model} />
      <h2>{t('review.duplicates')}</h2>
      <Entries entries={model.duplicates} mergeInto={model} />
      <h2>{t('review.related')}</h2>
      <Entries entries={model.related} />
      {model.events.length > 0 && (
        <>
          <h2>{t('review.history')}</h2>
          <History model={model} />
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
        <a href={`/review/${line.id}/preview`}>{t('review.preview')}</a>
        {publicVersion !== null && (
          <>
            {t('list.separatorWide')}
            <a href={activityUrl(line.activityId)}>{t('review.public')}</a>
          </>
        )}
      </Fact>
    </Facts>
  )
}

function Warnings({ model: { warnings, fieldLabels } }: { model: Model }) {
  const { t, find } = useI18n()
  const label = useFieldLabel(fieldLabels)
  if (warnings.length === 0) return <p>{t('review.warningsNone')}</p>
  return (
    <ul>
      {warnings.map(({ id, code, field, detail, other, dismissed }) => (
        <li key={id}>
          <b>{find(`warning.${code}`) ?? code}</b> ({label(field)}
          {dismissed && `, ${t('review.dismissed')}`}): {detail}{' '}
          {other && <a href={activityUrl(other.id)}>{other.title}</a>}
        </li>
      ))}
    </ul>
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

function History({ model: { events, fieldLabels } }: { model: Model }) {
  const { t, find } = useI18n()
  const label = useFieldLabel(fieldLabels)
  return (
    <ol class="history">
      {events.map(({ id, at, kind, who, reason, comments }) => (
        <li key={id}>
          <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')}</time>{' '}
          <b>{find(`event.${kind}`) ?? kind}</b>, {who === 'visitor' ? t('review.visitor') : who}
          {reason && <p class="words">{reason}</p>}
          {comments.map(({ field, text }) => (
            <p key={field + text} class="words">
              <b>{label(field)}:</b> {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}
