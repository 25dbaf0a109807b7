import { parseArgs } from 'node:util'
import { addPerson } from '../server/accounts/add-person'
import { invitationForm, readForm } from '../server/accounts/forms'
import type { Database } from '../server/database/open'
import type { Taxonomy } from '../taxonomy/taxonomy'

/**
 * `user add`: lets someone sign in, or gives someone who is there another role.
 *
 * @param origin address of the site
 * @returns the exit code
 */
export async function addUser(
  database: Database,
  words: string[],
  { taxonomy, origin }: { taxonomy: Taxonomy; origin: string },
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { role: { type: 'string' }, entity: { type: 'string' }, name: { type: 'string' } },
  })
  const given = { email: positionals[0], ...values }
  const { data, problems } = readForm(invitationForm(taxonomy), given)
  if (problems) {
    for (const { field, reason } of problems) console.error(`${field} ${reason}`)
    return 1
  }
  const isNew = await addPerson(database, data)
  const what = data.entity ? `${data.role} of ${data.entity}` : data.role
  console.log(`${data.email} ${isNew ? 'was added' : 'was there'} and is ${what}`)
  console.log(`Signing in: ${origin}/sign-in`)
  return 0
}
