import type { WebhookPageModel } from '../../../taxonomy/webhook-pages'
import type { Delivery } from '../../../taxonomy/webhooks'
import { Act, Done, FormProblems } from '../../components/members/form'
import { KindsField, UrlField } from '../../components/members/webhook-fields'
import { useI18n } from '../../lib/i18n'

type Model = Extract<WebhookPageModel, { page: 'webhook' }>

/** One webhook: what can be done with it, and the log of its messages with what was answered. */
export function WebhookPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { webhook, deliveries, secret, labels } = model
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="webhook" />
      <p>
        <a href="/webhooks">{t('webhook.back')}</a>
      </p>
      <h1>{t('webhook.title')}</h1>
      <p class="lead breaks">{webhook.url}</p>
      <Done done={model.done} />
      {secret && (
        <div class="note" role="status">
          <h2>{t('webhook.secret')}</h2>
          <pre class="selectable">{secret}</pre>
          <p>{t('webhook.secretHint')}</p>
        </div>
      )}
      <dl class="facts">
        <dt>{t('webhooks.entity')}</dt>
        <dd>{webhook.entity ? (labels[webhook.entity] ?? webhook.entity) : t('webhooks.all')}</dd>
        <dt>{t('webhooks.kinds')}</dt>
        <dd>{webhook.kinds.map((kind) => t(`change.${kind}`)).join(', ')}</dd>
        <dt>{t('webhooks.state')}</dt>
        <dd>
          {t(`webhooks.state.${webhook.state}`)}
          {webhook.failingSince && (
            <>. {t('webhooks.failing', { date: date(webhook.failingSince) })}</>
          )}
          {webhook.waiting > 0 && <>. {t('webhooks.waiting', { count: webhook.waiting })}</>}
        </dd>
        <dt>{t('webhooks.owner')}</dt>
        <dd>
          {webhook.owner}, {date(webhook.createdAt)}
        </dd>
      </dl>
      <h2>{t('webhook.actions')}</h2>
      <Actions model={model} />
      <h2 id="edit">{t('webhook.edit')}</h2>
      <EditForm model={model} />
      <h2 id="log">{t('webhook.log')}</h2>
      <p class="hint">{t('webhook.logHint')}</p>
      {deliveries.length === 0 ? <p>{t('webhook.none')}</p> : <Log model={model} />}
      {model.older && (
        <p>
          <a class="more" href={model.older}>
            {t('webhook.older')}
          </a>
        </p>
      )}
    </div>
  )
}

function Actions({ model: { webhook } }: { model: Model }) {
  const { t } = useI18n()
  const path = `/webhooks/${webhook.id}`
  const isActive = webhook.state === 'active'
  const next = isActive ? 'paused' : 'active'
  return (
    <ul class="act-list">
      <li>
        <Act action={`${path}/test`} label={t('webhook.test')} kind="button" />
        <p class="hint">{t('webhook.testHint')}</p>
      </li>
      <li>
        <Act action={`${path}/secret`} label={t('webhook.rotate')} />
        <p class="hint">{t('webhook.rotateHint')}</p>
      </li>
      <li>
        <Act
          action={`${path}/state`}
          fields={{ state: next }}
          label={t(isActive ? 'webhook.pause' : 'webhook.resume')}
        />
        <p class="hint">{t(isActive ? 'webhook.pauseHint' : 'webhook.resumeHint')}</p>
      </li>
      <li>
        <Act
          action={`${path}/state`}
          fields={{ state: 'removed' }}
          label={t('webhook.remove')}
          kind="button danger"
        />
        <p class="hint">{t('webhook.removeHint')}</p>
      </li>
    </ul>
  )
}

function EditForm({ model: { webhook, given, problems, kinds } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <form method="post" action={`/webhooks/${webhook.id}`} class="form">
      <p class="hint">{t('webhook.editHint')}</p>
      <UrlField given={given} problems={problems} />
      <KindsField given={given} problems={problems} kinds={kinds} />
      <button type="submit" class="button">
        {t('webhook.editButton')}
      </button>
    </form>
  )
}

function Log({ model: { deliveries, webhook } }: { model: Model }) {
  const { t } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('webhook.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('webhook.when')}</th>
            <th scope="col">{t('webhook.kind')}</th>
            <th scope="col">{t('webhook.outcome')}</th>
            <th scope="col">{t('webhook.tries')}</th>
            <th scope="col">{t('webhook.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td data-label={t('webhook.when')}>
                <Time at={delivery.createdAt} />
              </td>
              <td data-label={t('webhook.kind')}>
                <Message delivery={delivery} />
              </td>
              <td data-label={t('webhook.outcome')}>
                <Outcome delivery={delivery} />
              </td>
              <td data-label={t('webhook.tries')}>
                <Tries delivery={delivery} />
              </td>
              <td data-label={t('webhook.actions')}>
                <Act
                  action={`/webhooks/${webhook.id}/deliveries/${delivery.id}/resend`}
                  label={t('webhook.resend')}
                  full={t('webhook.resendOf', { id: delivery.id })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Time({ at }: { at: string }) {
  return <time dateTime={at}>{at.slice(0, 19).replace('T', ' ')}</time>
}

function Message({ delivery: { kind, activityId, body } }: { delivery: Delivery }) {
  const { t } = useI18n()
  return (
    <>
      {kind === 'test' ? t('webhook.kind.test') : t(`change.${kind}`)}
      {activityId !== null && (
        <>
          {': '}
          <a href={`/activities/${activityId}`}>{t('webhook.activity', { id: activityId })}</a>
        </>
      )}
      <details>
        <summary>{t('webhook.body')}</summary>
        <pre class="said">{JSON.stringify(JSON.parse(body), null, 2)}</pre>
      </details>
    </>
  )
}

function Outcome({ delivery: { nextTryAt, deliveredAt, tries } }: { delivery: Delivery }) {
  const { t } = useI18n()
  if (nextTryAt && tries.length > 0)
    return <>{t('webhook.next', { time: nextTryAt.slice(0, 19).replace('T', ' ') })}</>
  if (nextTryAt) return <>{t('webhook.waits')}</>
  return <>{t(deliveredAt ? 'webhook.arrived' : 'webhook.givenUp')}</>
}

function Tries({ delivery: { tries } }: { delivery: Delivery }) {
  const { t } = useI18n()
  return (
    <ul class="act-list">
      {tries.map(({ at, ms, status, error, answer }) => (
        <li key={at}>
          <Time at={at} />
          <br />
          {status === null
            ? t('webhook.noAnswer', { error: error ?? '', ms })
            : t('webhook.status', { status, ms })}
          {status !== null && (
            <details>
              <summary>{t('webhook.answer')}</summary>
              <pre class="said">{answer || t('webhook.empty')}</pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
