import type { RoundEntry } from '../../../taxonomy/round'
import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { Field } from './form'

type Model = Extract<RoundPageModel, { page: 'round-entity' }>

const ANSWERS = ['confirmed', 'completed', 'retired', 'none'] as const

/** The entries as one form: those without an answer first. */
export function RoundEntries({ model, url }: { model: Model; url: string }) {
  const { t } = useI18n()
  const { entries, round, isPlanned, isPicked, given, filter } = model
  const silent = entries.filter(({ answer }) => answer === 'none')
  const answered = entries.filter(({ answer }) => answer !== 'none')
  const canAnswer = round.state === 'open' && !isPlanned && entries.length > 0
  const show = filter.show === 'silent' ? '&show=silent' : ''
  return (
    <form method="post" action={`${url}/answers`} class="form queue">
      <h2 id="answer-activity">{t('round-entity.silent', { count: silent.length })}</h2>
      {canAnswer && silent.length > 1 && (
        <p>
          {isPicked ? (
            <a href={`${url}?${show.slice(1)}#answer-activity`}>{t('round-entity.pickNone')}</a>
          ) : (
            <a href={`${url}?pick=all${show}#answer-activity`}>{t('round-entity.pickAll')}</a>
          )}
        </p>
      )}
      <Lines entries={silent} canAnswer={canAnswer} isPicked={isPicked} />
      {answered.length > 0 && (
        <>
          <h2>{t('round-entity.answered', { count: answered.length })}</h2>
          <Lines entries={answered} canAnswer={canAnswer} isPicked={false} />
        </>
      )}
      {canAnswer && (
        <fieldset class="several">
          <legend>{t('round-entity.what')}</legend>
          <p class="ticks">
            {ANSWERS.map((answer) => (
              <label key={answer}>
                <input
                  type="radio"
                  name="answer"
                  value={answer}
                  checked={answer === (given.answer ?? 'confirmed')}
                />{' '}
                {t(`round-entity.${answer}`)}
              </label>
            ))}
          </p>
          <Field
            form="answer"
            name="reason"
            label={t('round-entity.reason')}
            hint={t('round-entity.reasonHint')}
            problems={model.problems}
          >
            {(attributes) => (
              <input type="text" maxLength={1000} value={given.reason} {...attributes} />
            )}
          </Field>
          <button type="submit" class="button">
            {t('round-entity.submit')}
          </button>
        </fieldset>
      )}
    </form>
  )
}

interface LinesProps {
  entries: RoundEntry[]
  canAnswer: boolean
  isPicked: boolean
}

function Lines({ entries, canAnswer, isPicked }: LinesProps) {
  const { t } = useI18n()
  return (
    <ul class="plain-list picks">
      {entries.map((entry) => {
        const { activityId, title, answer, versionId } = entry
        const notes = [
          t(`answer.${answer}`),
          ...(entry.isWritten ? [t('round-entity.written')] : []),
          ...(entry.isWaiting ? [t('round-entity.waiting')] : []),
        ]
        return (
          <li key={activityId}>
            {canAnswer && versionId !== null && (
              <input
                type="checkbox"
                name="activity"
                value={activityId}
                checked={isPicked}
                aria-label={t('round-silent.pickOne', { title })}
              />
            )}
            <div>
              {versionId === null ? title : <a href={activityUrl(activityId)}>{title}</a>}
              <p class="byline">
                {notes.join(' · ')}
                {canAnswer && versionId !== null && (
                  <>
                    {' · '}
                    <a
                      href={`/submit?change=${activityId}`}
                      aria-label={t('round-entity.updateOf', { title })}
                    >
                      {t('round-entity.update')}
                    </a>
                  </>
                )}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
