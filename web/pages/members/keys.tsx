import type { KeyInfo } from '../../../taxonomy/keys'
import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Act, Done, Field, FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'keys' }>

/** The keys of entities' own systems, and a form to make one. */
export function KeysPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { made, labels } = model
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="key" />
      <h1>{t('keys.title')}</h1>
      <p class="lead">{t('keys.lead')}</p>
      <p>
        <a href="/api">/api</a>
      </p>
      <Done done={model.done} />
      {made && (
        <div class="note" role="status">
          <h2>
            {t('keys.made', { system: made.system, entity: labels[made.entity] ?? made.entity })}
          </h2>
          <pre class="selectable">{made.token}</pre>
          <p>{t('keys.madeHint')}</p>
        </div>
      )}
      <h2 id="make">{t('keys.make')}</h2>
      <KeyForm model={model} />
      <h2 id="keys">{t('keys.list')}</h2>
      {model.keys.length === 0 ? (
        <p>{t('keys.none')}</p>
      ) : (
        <KeyTable keys={model.keys} labels={labels} />
      )}
    </div>
  )
}

function KeyForm({ model: { entities, scopes, lifetimes, given, problems } }: { model: Model }) {
  const { t } = useI18n()
  const days = lifetimes.map((count) => ({
    id: String(count),
    label: t('keys.daysCount', { count }),
  }))
  const choices = {
    scope: scopes.map((id) => ({ id, label: t(`keys.scope.${id}`) })),
    days,
    entity: entities,
  }
  const select = (name: keyof typeof choices, label: string, chosen?: string) => (
    <Field name={name} form="key" label={label} problems={problems}>
      {(attributes) => (
        <select {...attributes}>
          <Options options={choices[name]} chosen={given[name] ?? chosen} />
        </select>
      )}
    </Field>
  )
  return (
    <form method="post" action="/keys" class="form">
      {select('entity', t('field.entity'))}
      <Field
        name="system"
        form="key"
        label={t('keys.system')}
        hint={t('keys.systemHint')}
        problems={problems}
      >
        {(attributes) => (
          <input {...attributes} value={given.system} maxLength={40} required autocomplete="off" />
        )}
      </Field>
      {select('scope', t('keys.scope'))}
      {select('days', t('keys.days'), '180')}
      <button type="submit" class="button">
        {t('keys.makeButton')}
      </button>
    </form>
  )
}

function KeyTable({ keys, labels }: Pick<Model, 'keys' | 'labels'>) {
  const { t, date } = useI18n()
  const now = new Date().toISOString()
  const stateOf = ({ revokedAt, expiresAt }: KeyInfo) => {
    if (revokedAt) return t('keys.revoked', { date: date(revokedAt) })
    return t(expiresAt > now ? 'keys.until' : 'keys.expired', { date: date(expiresAt) })
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('keys.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('keys.system')}</th>
            <th scope="col">{t('field.entity')}</th>
            <th scope="col">{t('keys.scope')}</th>
            <th scope="col">{t('keys.by')}</th>
            <th scope="col">{t('keys.created')}</th>
            <th scope="col">{t('keys.used')}</th>
            <th scope="col">{t('keys.state')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const entity = labels[key.entity] ?? key.entity
            const { system } = key
            return (
              <tr key={key.id}>
                <th scope="row">{system}</th>
                <td data-label={t('field.entity')}>{entity}</td>
                <td data-label={t('keys.scope')}>
                  {key.scopes.map((scope) => t(`keys.scope.${scope}`)).join('; ')}
                </td>
                <td data-label={t('keys.by')}>{key.madeBy}</td>
                <td data-label={t('keys.created')}>{date(key.createdAt)}</td>
                <td data-label={t('keys.used')}>
                  {key.lastUsedAt ? date(key.lastUsedAt) : t('keys.never')}
                </td>
                <td data-label={t('keys.state')}>
                  {stateOf(key)}
                  {!key.revokedAt && key.expiresAt > now && (
                    <Act
                      action={`/keys/${key.id}/revoke`}
                      label={t('keys.revoke')}
                      full={t('keys.revokeOf', { system, entity })}
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
