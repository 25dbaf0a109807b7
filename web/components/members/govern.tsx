import type { PersonDetail } from '../../../taxonomy/people'
import { useI18n } from '../../lib/i18n'
import { Act } from './form'

/** What admins alone decide of a person: roles over everything, and whether they may come in. */
export function Govern({ person }: { person: PersonDetail }) {
  const { t } = useI18n()
  const url = `/people/${person.id}`
  const active = person.state === 'active'
  return (
    <>
      <h2>{t('person.govern')}</h2>
      <form method="post" action={`${url}/roles`} class="form">
        <p class="ticks">
          <label>
            <input type="checkbox" name="curator" value="on" checked={person.isCurator} />{' '}
            {t('role.curator')}: {t('role.curator.hint')}
          </label>
          <label>
            <input type="checkbox" name="admin" value="on" checked={person.isAdmin} />{' '}
            {t('role.admin')}: {t('role.admin.hint')}
          </label>
        </p>
        <button type="submit" class="button">
          {t('members.save')}
        </button>
      </form>
      <h2>{t('person.state')}</h2>
      {active && <p>{t('person.deactivateHint')}</p>}
      <Act
        action={`${url}/state`}
        fields={{ state: active ? 'deactivated' : 'active' }}
        label={t(active ? 'person.deactivate' : 'person.reactivate')}
        kind={active ? 'button danger' : 'button'}
      />
    </>
  )
}
