import type { MemberPageModel } from '../../../taxonomy/member-pages'
import type { PersonDetail } from '../../../taxonomy/people'
import { Done, FormProblems, Options } from '../../components/members/form'
import { Invitations } from '../../components/members/invitations'
import { InviteForm } from '../../components/members/invite-form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'people' }>

/** Who is here, who is invited, and a form to invite. */
export function PeoplePage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { people, labels } = model
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="invite" />
      <h1>{t('people.title')}</h1>
      <p class="lead">{t('people.lead')}</p>
      <Done done={model.done} />
      <Filter model={model} />
      <p class="total">{t('people.count', { count: people.length })}</p>
      {people.length === 0 ? (
        <p>{t('people.none')}</p>
      ) : (
        <PeopleTable people={people} labels={labels} />
      )}
      <h2 id="invite">{t('people.invite')}</h2>
      <InviteForm model={model} />
      <h2 id="invitations">{t('people.invitations')}</h2>
      <Invitations invitations={model.invitations} labels={labels} />
    </div>
  )
}

function Filter({ model: { filter, invite } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <form action="/people" class="filter">
      <label>
        {t('people.search')}
        <input type="search" name="q" value={filter.q} maxLength={100} />
      </label>
      {invite.entities.length > 1 && (
        <label>
          {t('field.entity')}
          <select name="entity">
            <Options
              options={[{ id: '', label: t('people.any') }, ...invite.entities]}
              chosen={filter.entity}
            />
          </select>
        </label>
      )}
      <button type="submit" class="button plain">
        {t('people.find')}
      </button>
    </form>
  )
}

function PeopleTable({ people, labels }: Pick<Model, 'people' | 'labels'>) {
  const { t, date } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('people.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('field.email')}</th>
            <th scope="col">{t('people.roles')}</th>
            <th scope="col">{t('people.state')}</th>
            <th scope="col">{t('people.lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <a href={`/people/${person.id}`}>{person.name}</a>
              </th>
              <td data-label={t('field.email')}>{person.email}</td>
              <td data-label={t('people.roles')}>
                <Roles person={person} labels={labels} />
              </td>
              <td data-label={t('people.state')}>{t(`state.${person.state}`)}</td>
              <td data-label={t('people.lastSeen')}>
                {person.lastSeenAt ? date(person.lastSeenAt) : t('people.never')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RolesProps {
  person: PersonDetail
  labels: Record<string, string>
}

function Roles({ person, labels }: RolesProps) {
  const { t } = useI18n()
  const roles = [
    ...(person.isAdmin ? [t('role.admin')] : []),
    ...(person.isCurator ? [t('role.curator')] : []),
    ...person.memberships.map(({ entity, role }) =>
      t('role.in', { role: t(`role.${role}`), entity: labels[entity] ?? entity }),
    ),
  ]
  return <>{roles.join('; ') || t('people.noRoles')}</>
}
