import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Crumbs } from '../../components/crumbs'
import { Fact, Facts } from '../../components/facts'
import { Act, Done } from '../../components/members/form'
import { Govern } from '../../components/members/govern'
import { MembershipForm } from '../../components/members/membership-form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'person' }>

/** One person, with what the one who looks may change of them. */
export function PersonPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { person, managed, labels } = model
  const url = `/people/${person.id}/memberships`
  return (
    <div class="wide form-page">
      <Crumbs trail={[['/people', t('person.crumb')]]} />
      <h1>{person.name}</h1>
      <Done done={model.done} />
      <Facts>
        <Fact label={t('field.email')}>{person.email}</Fact>
        <Fact label={t('people.state')}>{t(`state.${person.state}`)}</Fact>
        <Fact label={t('person.since')}>{date(person.createdAt)}</Fact>
        <Fact label={t('people.lastSeen')}>
          {person.lastSeenAt ? date(person.lastSeenAt) : t('people.never')}
        </Fact>
      </Facts>
      <h2>{t('person.memberships')}</h2>
      {managed.length === 0 && <p>{t('person.noMemberships')}</p>}
      <ul class="plain-list rows">
        {managed.map(({ entity, role }) => {
          const label = labels[entity] ?? entity
          return (
            <li key={entity}>
              <MembershipForm url={url} entities={[{ id: entity, label }]} role={role} />
              <Act
                action={url}
                fields={{ entity, role: 'none' }}
                label={t('person.remove')}
                full={t('person.removeOf', { entity: label })}
              />
            </li>
          )
        })}
      </ul>
      {model.governs && (
        <>
          <h3>{t('person.add')}</h3>
          <MembershipForm url={url} entities={model.entities} />
          <Govern person={person} />
        </>
      )}
    </div>
  )
}
