import type { ComponentChildren } from 'preact'
import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { Crumbs } from '../../components/crumbs'
import { Fact, Facts } from '../../components/facts'
import { Decision, Reason, WarningTicks } from '../../components/members/decision'
import { Done, Field, FormProblems } from '../../components/members/form'
import { ReviewHistory } from '../../components/members/review-history'
import { Warnings } from '../../components/members/review-warnings'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<ReviewPageModel, { page: 'review-activity' }>
type Move = Model['moves'][number]

/** One activity for curators: where it stands, what was handed in, taking it out and back. */
export function ReviewActivityPage({ model }: { model: Model }) {
  const { t, list } = useI18n()
  const { activity, mergedInto, lines, moves } = model
  return (
    <div class="wide form-page review-item">
      <Crumbs trail={[['/review', t('review.title')]]} />
      <Done done={model.done} />
      <FormProblems problems={model.problems} form="review" />
      <h1>{activity.title || t('review.untitled')}</h1>
      <Facts>
        <Fact label={t('review-activity.number')}>{activity.id}</Fact>
        <Fact label={t('review.filter.entity')}>{list(activity.entities)}</Fact>
        <Fact label={t('review-activity.state')}>
          {t(`review-activity.state.${model.state}`)}
          {model.isPublic && (
            <>
              {t('list.separatorWide')}
              <a href={activityUrl(activity.id)}>{t('review.public')}</a>
            </>
          )}
        </Fact>
        {mergedInto && (
          <Fact label={t('review.mergedInto')}>
            <a href={activityUrl(mergedInto.id)}>{mergedInto.title}</a>
          </Fact>
        )}
      </Facts>
      <h2>{t('review-activity.lines')}</h2>
      {lines.length === 0 ? (
        <p class="unknown">{t('review.none')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line.id}>
              <a href={`/review/${line.id}`}>{line.title || t('review.untitled')}</a>{' '}
              {t(`submission.kind.${line.kind}`)}
              {t('list.separatorWide')}
              {t(`submission.state.${line.state}`)}
              {t('list.separatorWide')}
              <time dateTime={line.since}>{line.since.slice(0, 10)}</time>
            </li>
          ))}
        </ul>
      )}
      <h2>{t('review.warnings')}</h2>
      <Warnings warnings={model.warnings} labels={model.fieldLabels} />
      {model.isBusy && <p class="note">{t('review-activity.busy')}</p>}
      {moves.length > 0 && (
        <section aria-labelledby="decide" class="decisions">
          <h2 id="decide">{t('review.decide')}</h2>
          {moves.includes('dismiss') && (
            <Own model={model} move="dismiss" kind="button plain">
              <WarningTicks warnings={model.warnings} />
            </Own>
          )}
          {moves.includes('merge') && (
            <Own model={model} move="merge" kind="button danger">
              <Field form="review" name="into" label={t('review.mergeInto')}>
                {(attributes) => (
                  <input
                    type="text"
                    inputMode="numeric"
                    size={8}
                    required
                    value={model.given.into}
                    {...attributes}
                  />
                )}
              </Field>
            </Own>
          )}
          {(['archive', 'restore', 'split'] as const)
            .filter((move) => moves.includes(move))
            .map((move) => (
              <Own
                key={move}
                model={model}
                move={move}
                kind={move === 'archive' ? 'button danger' : 'button plain'}
              />
            ))}
        </section>
      )}
      <h2>{t('review.history')}</h2>
      <ReviewHistory events={model.events} labels={model.fieldLabels} />
    </div>
  )
}

interface OwnProps {
  model: Model
  move: Move
  kind: string
  children?: ComponentChildren
}

/** A decision on this activity, with its reason. */
function Own({ model, move, kind, children }: OwnProps) {
  const { t, find } = useI18n()
  return (
    <Decision
      action={`/review/activities/${model.activity.id}/${move}`}
      title={move === 'dismiss' ? t('review.dismiss') : t(`review-activity.${move}`)}
      hidden={{ request: `${model.request}-${move}` }}
      kind={kind}
      hint={find(`review-activity.${move}Hint`)}
    >
      {children}
      <Reason move={move} label={t('review.reason')} given={model.given.reason} required />
    </Decision>
  )
}
