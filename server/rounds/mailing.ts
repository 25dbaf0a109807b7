import type { Round } from '../../taxonomy/round'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { ENTITIES } from '../accounts/forms'
import { AccountReader } from '../accounts/reader'
import { roundText } from '../mail/compose'
import type { RoundMailKey } from '../mail/messages'
import { MailWriter } from '../mail/writer'
import type { RoundWriter } from './writer'

/** What rounds' mails are made with. */
export interface Post {
  /** Address of the site, for links. */
  origin: string
  taxonomy: Taxonomy
}

/** Whom of an entity a mail goes to, beside what it says. */
interface Told {
  entity: string
  /** How many of its entries wait for an answer. */
  silent: number
  deadline: string
  delegate: number | null
  /** Only this person, where it concerns nobody else. */
  only?: number
  /** Name of who asks. */
  by?: string
}

/**
 * Tells those who answer for an entity, its focal points and their delegate, in their language
 * and as they prefer; to be followed by `mail.kick()` after the commit.
 *
 * @returns how many were told
 */
export async function tell(
  { transaction }: RoundWriter,
  { origin, taxonomy }: Post,
  round: Round,
  key: RoundMailKey,
  { entity, silent, deadline, delegate, only, by = '' }: Told,
  at: string,
): Promise<number> {
  const accounts = new AccountReader(transaction)
  const leaders = await accounts.listIdsOf({ entity, onlyFocalPoints: true })
  // Who has left the entity answers for it no more.
  const members = await accounts.listIdsOf({ entity })
  const people =
    only === undefined ? [...leaders, ...members.filter((id) => id === delegate)] : [only]
  const given = {
    ...{ by, silent: String(silent) },
    entity: taxonomy.concept(ENTITIES, entity)?.label ?? entity,
    title: round.title,
    year: String(round.year),
    letter: round.letter,
  }
  const path =
    key === 'closed' ? `/reports/${round.year}` : `/rounds/${round.year}/entities/${entity}`
  const ids = [...new Set(people)]
  await new MailWriter(transaction, origin).notify(
    ids,
    (language) => {
      const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
      const params = { ...given, deadline: day.format(Date.parse(deadline)) }
      return { ...roundText(language, key, params), path }
    },
    at,
  )
  return ids.length
}
