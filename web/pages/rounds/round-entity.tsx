import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Done, Field, FormProblems, Options } from '../../components/members/form'
import { RoundEntries } from '../../components/members/round-entries'
import { useI18n } from '../../lib/i18n'

type Model = Extract<RoundPageModel, { page: 'round-entity' }>

/** An entity's entries in a round: tick, confirm, complete, retire, update, add, delegate. */
export function RoundEntityPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { round, entity, line, filter } = model
  const url = `/rounds/${round.year}/entities/${entity.id}`
  const answered = line.confirmed + line.changed + line.added
  const total = answered + line.silent
  const isOpen = round.state === 'open'
  return (
    <div class="wide form-page">
      <Crumbs trail={[['/rounds', t('rounds.title')]]} />
      <FormProblems problems={model.problems} form="answer" />
      <Done done={model.done} />
      <h1>{t('round-entity.heading', { title: round.title, entity: entity.label })}</h1>
      <When model={model} />
      <p>
        <label for="round-progress">{t('round.progress', { answered, total })}</label>{' '}
        <progress id="round-progress" value={answered} max={Math.max(total, 1)} />
      </p>
      <div class="acts">
        {isOpen && (
          <a class="button plain" href="/submit">
            {t('round-entity.add')}
          </a>
        )}
        {filter.show === 'all' && line.silent > 0 && line.silent < total && (
          <a class="button plain" href={`${url}?show=silent`}>
            {t('round-entity.showSilent')}
          </a>
        )}
        {filter.show === 'silent' && (
          <a class="button plain" href={url}>
            {t('round-entity.showAll')}
          </a>
        )}
      </div>
      <RoundEntries model={model} url={url} />
      {isOpen && model.mayDelegate && <Delegation model={model} url={url} />}
    </div>
  )
}

function When({ model: { round, line, isPlanned } }: { model: Model }) {
  const { t, date } = useI18n()
  const days = { deadline: date(line.deadline), opens: date(round.opens) }
  if (round.state === 'closed') return <p class="note">{t('round-entity.closed')}</p>
  if (isPlanned) return <p class="note">{t('round-entity.planned', days)}</p>
  if (line.state === 'overdue') return <p class="note">{t('round-entity.late', days)}</p>
  return <p class="lead">{t('round-entity.deadline', days)}</p>
}

function Delegation({ model, url }: { model: Model; url: string }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('round-entity.delegation')}</h2>
      <form method="post" action={`${url}/delegate`} class="form">
        <Field
          form="answer"
          name="person"
          label={t('round-entity.person')}
          hint={t('round-entity.delegateHint')}
          problems={model.problems}
        >
          {(attributes) => (
            <select {...attributes}>
              <Options
                options={[{ id: '', label: t('round-entity.noDelegate') }, ...model.members]}
                chosen={model.delegateId}
              />
            </select>
          )}
        </Field>
        <button type="submit" class="button plain">
          {t('round-entity.delegate')}
        </button>
      </form>
    </section>
  )
}
