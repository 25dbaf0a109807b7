import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fold } from '../../taxonomy/fold'
import type { FormProblem } from '../../taxonomy/member-pages'
import {
  INVITED_ROLES,
  type InvitedRole,
  MEMBER_ROLES,
  type PersonDetail,
} from '../../taxonomy/people'
import type { Context } from '../context'
import { notFound, ProblemError } from '../http/problem'
import { composeMail, roleText } from '../mail/compose'
import { MailWriter } from '../mail/writer'
import { say } from '../messages/say'
import { type Actor, actorOf } from './audit-writer'
import { entityChoices, labelsOf } from './choices'
import {
  invitationForm,
  membershipForm,
  readForm,
  requireForm,
  rolesForm,
  stateForm,
} from './forms'
import { personOf } from './gate'
import { linkAddress } from './links'
import { doneOf, sendPage, textOf } from './page'
import { type NewInvitation, PeopleWriter } from './people-writer'
import { can, reach, type Scope } from './permissions'
import { AccountReader } from './reader'

/** Invitation mails one person can cause in a day, and one network address in an hour. */
const INVITATIONS_A_DAY = 50
const FROM_ONE_ADDRESS = { max: 60, timeWindow: '1 hour' }
const DAY_MS = 24 * 3_600_000

type ById = { Params: { id: string } }

/** Managing people: of all entities for admins, of their own for focal points. */
export const peopleRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { config, database, mail, taxonomy } = context
  const reader = new AccountReader(database.reader)
  const invitation = invitationForm(taxonomy)
  const membership = membershipForm(taxonomy)

  const numberOf = ({ params }: FastifyRequest) => {
    const { id } = params as { id: string }
    return /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
  }
  const personBy = async (request: FastifyRequest) => {
    const person = await reader.findPerson(numberOf(request))
    if (!person) throw notFound(say('thing.person'))
    return person
  }
  const invitationBy = async (request: FastifyRequest) => {
    const found = await reader.findInvitation(numberOf(request))
    if (!found) throw notFound(say('thing.invitation'))
    return found
  }
  /** Entities of the person an address names; nobody else's focal point learns that they exist. */
  const scopeOfPerson = async (request: FastifyRequest): Promise<Scope> =>
    (await reader.findPerson(numberOf(request)))?.memberships.map(({ entity }) => entity) ?? []
  const scopeOfInvitation = async (request: FastifyRequest): Promise<Scope> =>
    (await reader.findInvitation(numberOf(request)))?.entity ?? null
  /** The entity a form names; for roles over the whole catalogue, and wrong forms, none. */
  const scopeOfInvited = (request: FastifyRequest): Scope => {
    const { entity, role } = (request.body ?? {}) as Record<string, unknown>
    const inEntity = MEMBER_ROLES.some((one) => one === role)
    return inEntity && typeof entity === 'string' && entity !== ''
      ? entity
      : inEntity
        ? undefined
        : null
  }
  /** A membership there is; one there is not yet can be given by those alone who govern all. */
  const scopeOfMembership = async (request: FastifyRequest): Promise<Scope> => {
    const { entity } = (request.body ?? {}) as Record<string, unknown>
    const entities = await scopeOfPerson(request)
    return typeof entity === 'string' && [entities].flat().includes(entity) ? entity : null
  }

  const change = (
    request: FastifyRequest,
    work: (people: PeopleWriter, act: Actor) => Promise<void>,
  ) =>
    database.writer
      .transaction()
      .execute((transaction) => work(new PeopleWriter(transaction), actorOf(personOf(request))))

  const showPeople = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problems: FormProblem[] = [],
  ) => {
    const viewer = personOf(request)
    const within = reach(viewer, 'people.read')
    const filter = { q: textOf(request, 'q'), entity: textOf(request, 'entity') }
    const found = (await reader.listPeople(within)).filter((person) => matches(person, filter))
    const people = found.map((person) => (within === 'any' ? person : onlyWithin(person, within)))
    const invitations = await reader.listInvitations(within)
    const may = reach(viewer, 'people.invite')
    const entities = entityChoices(taxonomy).filter(({ id }) => may === 'any' || may.includes(id))
    const roles: readonly InvitedRole[] = may === 'any' ? INVITED_ROLES : MEMBER_ROLES
    const named = [
      ...people.flatMap(({ memberships }) => memberships.map(({ entity }) => entity)),
      ...invitations.flatMap(({ entity }) => entity ?? []),
    ]
    const model = {
      page: 'people' as const,
      ...{ people, invitations, filter, problems },
      invite: { entities, roles: [...roles] },
      labels: labelsOf(taxonomy, named),
      given: problems.length > 0 ? textsOf(request.body) : {},
      done: doneOf(request),
    }
    return sendPage(context, request, reply, model, problems.length > 0 ? 400 : 200)
  }

  app.get('/people', { config: { action: 'people.read' } }, async (request, reply) =>
    showPeople(request, reply),
  )

  app.get<ById>(
    '/people/:id',
    { config: { action: 'people.read', scope: scopeOfPerson } },
    async (request, reply) => {
      const viewer = personOf(request)
      const person = await personBy(request)
      const governs = can(viewer, 'people.govern')
      const within = reach(viewer, 'people.read')
      const shown = within === 'any' ? person : onlyWithin(person, within)
      return sendPage(context, request, reply, {
        page: 'person',
        person: shown,
        managed: shown.memberships.filter(({ entity }) => can(viewer, 'people.manage', entity)),
        governs,
        entities: governs ? entityChoices(taxonomy) : [],
        labels: labelsOf(
          taxonomy,
          shown.memberships.map(({ entity }) => entity),
        ),
        done: doneOf(request),
      })
    },
  )

  app.post(
    '/people/invitations',
    { config: { action: 'people.invite', scope: scopeOfInvited, rateLimit: FROM_ONE_ADDRESS } },
    async (request, reply) => {
      const { data, problems } = readForm(invitation, request.body)
      if (problems) return showPeople(request, reply, problems)
      const viewer = personOf(request)
      await sendInvitation(request, (people, act) => people.invite(data, viewer.id, act), data)
      return reply.redirect('/people?done=invited', 303)
    },
  )

  const onInvitation = {
    config: { action: 'people.invite', scope: scopeOfInvitation, rateLimit: FROM_ONE_ADDRESS },
  } as const
  app.post<ById>('/people/invitations/:id/revoke', onInvitation, async (request, reply) => {
    const { id } = await invitationBy(request)
    await change(request, (people, act) => people.revokeInvitation(id, act))
    return reply.redirect('/people?done=revoked', 303)
  })
  app.post<ById>('/people/invitations/:id/resend', onInvitation, async (request, reply) => {
    const invited = await invitationBy(request)
    await sendInvitation(request, (people, act) => people.renewInvitation(invited.id, act), invited)
    return reply.redirect('/people?done=resent', 303)
  })

  app.post<ById>(
    '/people/:id/memberships',
    { config: { action: 'people.manage', scope: scopeOfMembership } },
    async (request, reply) => {
      const { id } = await personBy(request)
      const { entity, role } = requireForm(membership, request.body)
      await change(request, (people, act) =>
        role === 'none'
          ? people.removeMembership(id, entity, act)
          : people.setMembership(id, entity, role, act),
      )
      const stillThere = can(personOf(request), 'people.govern') || role !== 'none'
      return reply.redirect(stillThere ? `/people/${id}?done=saved` : '/people?done=removed', 303)
    },
  )

  const govern = { config: { action: 'people.govern' } } as const
  app.post<ById>('/people/:id/roles', govern, async (request, reply) => {
    const { id } = await personBy(request)
    const { curator, admin } = requireForm(rolesForm, request.body)
    await change(request, (people, act) =>
      people.setRoles(id, { isCurator: curator, isAdmin: admin }, act),
    )
    return reply.redirect(`/people/${id}?done=saved`, 303)
  })
  app.post<ById>('/people/:id/state', govern, async (request, reply) => {
    const { id } = await personBy(request)
    const { state } = requireForm(stateForm, request.body)
    await change(request, (people, act) => people.setState(id, state, act))
    return reply.redirect(`/people/${id}?done=${state}`, 303)
  })

  /** Makes or renews an invitation and puts its mail into the outbox, together or not at all. */
  async function sendInvitation(
    request: FastifyRequest,
    make: (people: PeopleWriter, act: Actor) => Promise<NewInvitation>,
    {
      email,
      name,
      role,
      entity,
    }: { email: string; name: string; role: InvitedRole; entity: string | null },
  ): Promise<void> {
    const viewer = personOf(request)
    const act = actorOf(viewer)
    const since = new Date(Date.parse(act.at) - DAY_MS).toISOString()
    const { language } = viewer
    await database.writer.transaction().execute(async (transaction) => {
      const people = new PeopleWriter(transaction)
      if ((await people.countInvitationsBy(viewer.id, since)) >= INVITATIONS_A_DAY)
        throw new ProblemError(429, say('account.invitations', { most: INVITATIONS_A_DAY }))
      const { token, expiresAt } = await make(people, act)
      const label = entity ? (labelsOf(taxonomy, [entity])[entity] ?? '') : ''
      await new MailWriter(transaction, config.publicUrl).add(
        email,
        composeMail('invitation', {
          language,
          params: {
            name,
            inviter: viewer.name,
            role: roleText(language, role, label),
            expires: expiresAt.slice(0, 10),
          },
          link: linkAddress(config.publicUrl, token),
        }),
        { at: act.at, giveUpAt: expiresAt },
      )
    })
    mail.kick()
  }
}

/** What a focal point sees of a person: their place in the focal point's own entities. */
function onlyWithin(person: PersonDetail, entities: readonly string[]): PersonDetail {
  return {
    ...person,
    memberships: person.memberships.filter(({ entity }) => entities.includes(entity)),
  }
}

function matches(
  { name, email, memberships }: PersonDetail,
  { q, entity }: { q: string; entity: string },
): boolean {
  const words = fold(q).split(' ').filter(Boolean)
  const text = fold(`${name} ${email}`)
  return (
    words.every((word) => text.includes(word)) &&
    (entity === '' || memberships.some((membership) => membership.entity === entity))
  )
}

/** The plain texts of a form, to be shown again. */
function textsOf(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  )
}
