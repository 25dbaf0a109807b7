import type { MemberRole } from '../../../taxonomy/people'
import { useI18n } from '../../lib/i18n'
import { Options } from './form'

const ROLES: MemberRole[] = ['contributor', 'focal-point']

interface MembershipFormProps {
  /** Address it posts to. */
  url: string
  /** The one entity it is about, or those to choose from. */
  entities: { id: string; label: string }[]
  /** What the person is there now; absent for a new membership. */
  role?: MemberRole
}

/** Gives a person a role in an entity, or another one. */
export function MembershipForm({ url, entities, role }: MembershipFormProps) {
  const { t } = useI18n()
  const [only] = role ? entities : []
  const roles = ROLES.map((id) => ({ id, label: t(`role.${id}`) }))
  return (
    <form method="post" action={url} class="filter">
      {only ? (
        <>
          <b>{only.label}</b>
          <input type="hidden" name="entity" value={only.id} />
        </>
      ) : (
        <label>
          {t('field.entity')}
          <select name="entity" required>
            <Options options={[{ id: '', label: t('person.choose') }, ...entities]} />
          </select>
        </label>
      )}
      <label>
        <span class={only && 'unseen'}>
          {only ? t('person.roleIn', { entity: only.label }) : t('field.role')}
        </span>
        <select name="role">
          <Options options={roles} chosen={role} />
        </select>
      </label>
      <button
        type="submit"
        class="button plain"
        aria-label={only && t('person.changeOf', { entity: only.label })}
      >
        {t(only ? 'person.change' : 'person.addButton')}
      </button>
    </form>
  )
}
