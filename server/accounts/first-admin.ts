import type { Database } from '../database/open'
import { linkAddress } from './links'
import { PeopleWriter } from './people-writer'
import { AccountReader } from './reader'

/**
 * While there is no admin: an address where whoever started the server becomes the first.
 * It works once, for a day, and until the next start.
 */
export async function firstAdminLink(
  { reader, writer }: Database,
  origin: string,
): Promise<string | undefined> {
  if ((await new AccountReader(reader).countAdmins()) > 0) return undefined
  const act = { actor: 'system', at: new Date().toISOString() }
  const token = await writer
    .transaction()
    .execute((transaction) => new PeopleWriter(transaction).inviteFirstAdmin(act))
  return linkAddress(origin, token)
}
