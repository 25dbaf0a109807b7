import type { InvitedRole, MemberRole } from '../../taxonomy/people'
import type { Database } from '../database/open'
import { PeopleWriter } from './people-writer'

/**
 * Makes someone a person of this site with a role, or gives the role to one who is there
 * already: the way in from the command line. Twice changes nothing.
 *
 * @returns whether the person is new
 */
export function addPerson(
  { writer }: Database,
  given: { email: string; name: string; role: InvitedRole; entity: string | null },
): Promise<boolean> {
  const act = { actor: 'command-line', at: new Date().toISOString() }
  const { email, name, role, entity } = given
  return writer.transaction().execute(async (transaction) => {
    const people = new PeopleWriter(transaction)
    const known = await people.findPersonByEmail(email)
    const id = known?.id ?? (await people.createPerson({ email, name: name || email }, act))
    await people.setState(id, 'active', act)
    if (entity !== null) await people.setMembership(id, entity, role as MemberRole, act)
    else {
      const isCurator = known?.isCurator || role === 'curator'
      await people.setRoles(id, { isCurator, isAdmin: known?.isAdmin || role === 'admin' }, act)
    }
    return known === undefined
  })
}
