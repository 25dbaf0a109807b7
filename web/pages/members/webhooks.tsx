import type { WebhookPageModel } from '../../../taxonomy/webhook-pages'
import { Done, Field, FormProblems, Options } from '../../components/members/form'
import { KindsField, UrlField } from '../../components/members/webhook-fields'
import { useI18n } from '../../lib/i18n'

type Model = Extract<WebhookPageModel, { page: 'webhooks' }>

/** The webhooks one may see, and a form to make one. */
export function WebhooksPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="webhook" />
      <h1>{t('webhooks.title')}</h1>
      <p class="lead">{t('webhooks.lead')}</p>
      <p>
        <a href="/data#webhooks">{t('webhooks.how')}</a>
      </p>
      <Done done={model.done} />
      <h2 id="webhooks">{t('webhooks.list')}</h2>
      {model.webhooks.length === 0 ? <p>{t('webhooks.none')}</p> : <Table model={model} />}
      <h2 id="make">{t('webhooks.make')}</h2>
      <Form model={model} />
    </div>
  )
}

function Form({ model: { entities, mayTakeAll, kinds, given, problems } }: { model: Model }) {
  const { t } = useI18n()
  const all = mayTakeAll ? [{ id: 'all', label: t('webhooks.all') }] : []
  return (
    <form method="post" action="/webhooks" class="form">
      <UrlField given={given} problems={problems} />
      <Field name="entity" form="webhook" label={t('webhooks.entity')} problems={problems}>
        {(attributes) => (
          <select {...attributes}>
            <Options options={[...all, ...entities]} chosen={given.entity} />
          </select>
        )}
      </Field>
      <KindsField given={given} problems={problems} kinds={kinds} />
      <button type="submit" class="button">
        {t('webhooks.makeButton')}
      </button>
    </form>
  )
}

function Table({ model: { webhooks, labels } }: { model: Model }) {
  const { t, date } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('webhooks.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('webhooks.url')}</th>
            <th scope="col">{t('webhooks.entity')}</th>
            <th scope="col">{t('webhooks.kinds')}</th>
            <th scope="col">{t('webhooks.owner')}</th>
            <th scope="col">{t('webhooks.created')}</th>
            <th scope="col">{t('webhooks.state')}</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <th scope="row">
                <a href={`/webhooks/${webhook.id}`} class="breaks">
                  {webhook.url}
                </a>
              </th>
              <td data-label={t('webhooks.entity')}>
                {webhook.entity ? (labels[webhook.entity] ?? webhook.entity) : t('webhooks.all')}
              </td>
              <td data-label={t('webhooks.kinds')}>
                {webhook.kinds.map((kind) => t(`change.${kind}`)).join(', ')}
              </td>
              <td data-label={t('webhooks.owner')}>{webhook.owner}</td>
              <td data-label={t('webhooks.created')}>{date(webhook.createdAt)}</td>
              <td data-label={t('webhooks.state')}>
                {t(`webhooks.state.${webhook.state}`)}
                {webhook.failingSince && (
                  <>. {t('webhooks.failing', { date: date(webhook.failingSince) })}</>
                )}
                {webhook.waiting > 0 && <>. {t('webhooks.waiting', { count: webhook.waiting })}</>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
