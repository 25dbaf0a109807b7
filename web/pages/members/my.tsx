import type { SubmissionLine, SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { FieldChanges, useFieldLabel } from '../../components/members/field-diff'
import { Act, Done } from '../../components/members/form'
import { OwnRounds } from '../../components/members/own-rounds'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<SubmissionPageModel, { page: 'my' }>

/** States in which text that a browser still keeps of the draft is of no use any more. */
const ENDED = new Set(['withdrawn', 'published', 'merged'])

/** Where each entry stands, since when, with whom, why, and what to do next. */
export function MyPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide form-page">
      <h1>{t('my.title')}</h1>
      <Done done={model.done} />
      <p class="lead">{t('my.lead')}</p>
      <p>
        <a class="button" href={model.isOne ? '/my' : '/submit'}>
          {t(model.isOne ? 'my.all' : 'my.new')}
        </a>
      </p>
      {model.rounds.length > 0 && (
        <section class="note">
          <h2>{t('my.round')}</h2>
          <OwnRounds own={model.rounds} />
        </section>
      )}
      {model.waiting && <Waiting waiting={model.waiting} />}
      {model.lines.length === 0 && <p>{t('my.none')}</p>}
      <ul class="plain-list people">
        {model.lines.map((line) => (
          <Line key={line.id} line={line} labels={model.fieldLabels} request={model.request} />
        ))}
      </ul>
      {!model.isOne && <Published model={model} />}
    </div>
  )
}

/** For curators: what there is to decide, and the way to it. */
function Waiting({ waiting: { total, kinds } }: { waiting: NonNullable<Model['waiting']> }) {
  const { t } = useI18n()
  return (
    <section class="note">
      <h2>{t('my.waiting')}</h2>
      <p>
        <a href="/review">{t('my.waitingCount', { count: total })}</a>
      </p>
      {total > 0 && (
        <ul>
          {kinds
            .filter(({ count }) => count > 0)
            .map(({ kind, count }) => (
              <li key={kind}>
                <a href={`/review?kind=${kind}`}>
                  {t('review.option', { label: t(`submission.kind.${kind}`), count })}
                </a>
              </li>
            ))}
        </ul>
      )}
    </section>
  )
}

interface LineProps {
  line: SubmissionLine
  labels: Record<string, string>
  request: string
}

function Line({ line, labels, request }: LineProps) {
  const { t, date } = useI18n()
  const labelOf = useFieldLabel(labels)
  const title = line.title || t('my.untitled')
  const since = { date: date(line.since.slice(0, 10)), by: line.by }
  return (
    <li data-ended={ENDED.has(line.state) ? line.id : undefined}>
      <h2>{title}</h2>
      <p class="byline">
        <b>{t(`my.state.${line.state}`)}</b> · {line.entity} ·{' '}
        {t(line.by ? 'my.sinceBy' : 'my.since', since)}
      </p>
      <p>{t(`my.next.${line.state}`, { into: String(line.mergedInto ?? '') })}</p>
      {line.reason && (
        <p>
          <b>{t('my.reason')}:</b> {line.reason}
        </p>
      )}
      {line.comments.length > 0 && (
        <ul>
          {line.comments.map(({ field, text }) => (
            <li key={field + text}>
              {labelOf(field)}: {text}
            </li>
          ))}
        </ul>
      )}
      {line.edits.length > 0 && (
        <details>
          <summary>{t('my.edits')}</summary>
          <FieldChanges diff={line.edits} labels={labels} />
        </details>
      )}
      <div class="acts">
        {line.moves.map((move) =>
          move === 'edit' ? (
            <a
              key={move}
              class="button"
              href={`/submissions/${line.id}/edit`}
              aria-label={t('my.of', { move: t('my.move.edit'), title })}
            >
              {t('my.move.edit')}
            </a>
          ) : (
            <Act
              key={move}
              action={`/submissions/${line.id}/moves`}
              fields={{
                move,
                revision: String(line.revision),
                request: `${request}-${line.id}-${move}`,
              }}
              label={t(`my.move.${move}`)}
              full={t('my.of', { move: t(`my.move.${move}`), title })}
              kind={move === 'discard' ? 'button danger' : 'button plain'}
            />
          ),
        )}
        {line.isPublic && <a href={activityUrl(line.activityId)}>{t('my.view')}</a>}
      </div>
    </li>
  )
}

function Published({ model }: { model: Model }) {
  const { t } = useI18n()
  const { published, publishedCount, q, request, isOfEntities } = model
  if (!isOfEntities && !model.waiting) return null
  return (
    <section>
      <h2>{t(isOfEntities ? 'my.published' : 'my.publishedAll')}</h2>
      <form action="/my" class="filter">
        <label>
          {t('my.find')}
          <input type="search" name="q" value={q} maxLength={100} />
        </label>
        <button type="submit" class="button plain">
          {t('my.search')}
        </button>
      </form>
      <p class="total">{t('my.count', { count: publishedCount, shown: published.length })}</p>
      <ul class="plain-list people">
        {published.map(({ id, title }) => (
          <li key={id}>
            <h3>
              <a href={activityUrl(id)}>{title}</a>
            </h3>
            <div class="acts">
              <a
                href={`/submit?change=${id}`}
                aria-label={t('my.of', { move: t('my.change'), title })}
              >
                {t('my.change')}
              </a>
              <a href={`/submit?from=${id}`} aria-label={t('my.of', { move: t('my.copy'), title })}>
                {t('my.copy')}
              </a>
            </div>
            <details>
              <summary>
                {t('my.archive')}
                <span class="unseen">: {title}</span>
              </summary>
              <form method="post" action={`/my/published/${id}/archive`} class="form">
                <input type="hidden" name="request" value={`${request}-archive-${id}`} />
                <label>
                  {t('my.archiveWhy')} <input name="reason" required maxLength={1000} />
                </label>{' '}
                <button type="submit" class="button danger">
                  {t('my.archive')}
                </button>
              </form>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
