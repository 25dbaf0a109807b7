import { KeyReader } from '../../server/accounts/key-reader'
import { PeopleWriter } from '../../server/accounts/people-writer'
import type { Database } from '../../server/database/open'
import { ImportWriter } from '../../server/exchange/import-writer'
import { createDraft } from '../../server/submissions/drafting'
import { SubmissionWriter } from '../../server/submissions/writer'
import { WebhookWriter } from '../../server/webhooks/writer'
import { addKey, addMember } from '../people'
import { contentOf, publish } from '../seeds'

/** What a call is about, in an entity. */
export interface Target {
  /** The entity the request concerns: the caller's own, or another. */
  entity: string
  /** A person who belongs to that entity, made for this call alone. */
  personId: number
  /** An open invitation to that entity, made for this call alone. */
  invitationId: number
  /** A draft of that entity, and a published activity of it. */
  submissionId: number
  publishedId: number
  /** An import of that entity. */
  importId: number
  /** A key of that entity's system. */
  keyId: number
  /** A webhook of that entity. */
  webhookId: number
}

let count = 0

/** Makes what a call is about, in an entity. */
export async function makeTarget(database: Database, entity: string): Promise<Target> {
  const email = `target-${++count}@hub.example`
  const { id } = await addMember(database, {
    email,
    memberships: [{ entity, role: 'contributor' }],
  })
  const invitationId = await database.writer.transaction().execute(async (transaction) => {
    const people = new PeopleWriter(transaction)
    const invited = { email: `invited-${count}@hub.example`, name: '', entity }
    const act = { actor: 'system', at: new Date().toISOString() }
    await people.invite({ ...invited, role: 'contributor' }, null, act)
    const [newest] = await people.listInvitations([entity])
    return newest?.id ?? 0
  })
  const act = { actor: 'person:0', at: new Date().toISOString(), reason: '' }
  const { id: submissionId } = await database.writer
    .transaction()
    .execute((transaction) =>
      createDraft(new SubmissionWriter(transaction), { from: 'blank', entity }, act),
    )
  const publishedId = 500_000 + count
  await publish(database, publishedId, contentOf({ entities: [entity] }))
  const importId = await database.writer.transaction().execute((transaction) => {
    const file = { entity, mode: 'submit', name: 'x', file: 'x', hash: 'x' } as const
    const given = { ...file, actor: act.actor, runner: 'site' }
    return new ImportWriter(transaction).add(given, act.at)
  })
  await addKey(database, { entity })
  const [key] = await new KeyReader(database.reader).list([entity])
  const keyId = key?.id ?? 0
  const { id: webhookId } = await database.writer.transaction().execute((transaction) => {
    const webhook = { url: 'https://203.0.113.9/', entity, kinds: ['merged' as const] }
    return new WebhookWriter(transaction).make(webhook, id, act)
  })
  const more = { publishedId, importId, keyId, webhookId }
  return { entity, personId: id, invitationId, submissionId, ...more }
}
