/**
 * Makes one move in a process of its own, and dies by SIGKILL at its nth statement: run by
 * `tests/server/submission-crash.test.ts` as `node dying-move.js FILE MOVE SUBMISSION N`. Says
 * `done` and the number of statements when it came to the end.
 */
import type { KyselyPlugin } from 'kysely'
import { PeopleWriter } from '../server/accounts/people-writer'
import { rememberAll } from '../server/catalogue/noting'
import { CatalogueReader } from '../server/catalogue/reader'
import { openDatabase } from '../server/database/open'
import { composeMail } from '../server/mail/compose'
import { MailWriter } from '../server/mail/writer'
import { archive, restore } from '../server/submissions/archiving'
import { submit, withdraw } from '../server/submissions/drafting'
import { mapLabel } from '../server/submissions/relabelling'
import {
  approve,
  askChanges,
  dismissActivityWarnings,
  merge,
  reject,
} from '../server/submissions/reviewing'
import { save } from '../server/submissions/saving'
import type { Desk } from '../server/submissions/step'
import { takeOver } from '../server/submissions/taking-over'
import { splitActivity, undo } from '../server/submissions/undoing'
import { recordNotice, SubmissionWriter } from '../server/submissions/writer'
import { Taxonomy } from '../taxonomy/taxonomy'

const [file = '', move = '', id = '', last = ''] = process.argv.slice(2)
const submissionId = Number(id)
const act = { actor: 'person:9', at: '2026-02-01T00:00:00.000Z', reason: 'Because' }
const review = { submissionId, curators: 2 }

const moves: Record<string, (store: SubmissionWriter, desk: Desk) => Promise<unknown>> = {
  save: (store, desk) =>
    save(store, desk, { submissionId, basedOn: 2, editor: 'x', content: { title: 'Saved' } }, act),
  submit: (store, desk) => submit(store, desk, { submissionId }, act),
  approve: (store, desk) =>
    approve(store, desk, { ...review, seenPublic: 1, content: { summary: 'AI, edited.' } }, act),
  merge: (store, desk) => merge(store, desk, { ...review, into: 600 }, act),
  archive: async (store, desk) =>
    archive(store, desk, { activityId: (await store.get(submissionId)).activityId }, act),
  undo: (store, desk) => undo(store, desk, { submissionId, curators: 2 }, act),
  'ask-changes': (store, desk) =>
    askChanges(
      store,
      desk,
      { ...review, comments: [{ field: 'title', text: 'Say which floods.' }] },
      act,
    ),
  reject: (store, desk) => reject(store, desk, review, act),
  withdraw: (store, desk) => withdraw(store, desk, { submissionId }, act),
  restore: async (store, desk) =>
    restore(store, desk, { activityId: (await store.get(submissionId)).activityId }, act),
  split: (store, desk) => splitActivity(store, desk, { activityId: 600 }, act),
  dismiss: async (store) => {
    const warnings = await store.catalogue.listWarnings(600)
    const warningIds = warnings.map(({ id }) => id)
    return dismissActivityWarnings(store, { activityId: 600, warningIds }, act)
  },
  'take-over': (store, desk) => takeOver(store, desk, { submissionId, entity: 'undp' }, act),
  invite: async ({ transaction }) => {
    const email = 'new@itu.example'
    const invited = { email, name: 'New', role: 'contributor', entity: 'itu' } as const
    const { expiresAt } = await new PeopleWriter(transaction).invite(invited, null, act)
    const mail = composeMail('sign-in', {
      language: 'en',
      params: { name: 'New', minutes: '15' },
      link: 'http://hub.test/sign-in/link?token=x',
    })
    await new MailWriter(transaction, 'http://hub.test').add(email, mail, {
      at: act.at,
      giveUpAt: expiresAt,
    })
  },
  roles: async ({ transaction }) => {
    const people = new PeopleWriter(transaction)
    await people.setMembership(1, 'itu', 'focal-point', act)
    await people.setRoles(1, { isCurator: true, isAdmin: false }, act)
  },
  deactivate: ({ transaction }) => new PeopleWriter(transaction).setState(1, 'deactivated', act),
  map: (store, desk) =>
    mapLabel(
      store,
      desk,
      { field: 'countries', label: 'Ye Olde Kenya', vocabulary: 'countries', concept: 'KEN' },
      act,
    ),
}

let statements = 0
const dying: KyselyPlugin = {
  transformQuery: ({ node }) => {
    statements++
    if (statements === Number(last)) process.kill(process.pid, 'SIGKILL')
    return node
  },
  transformResult: async ({ result }) => result,
}

const database = await openDatabase(file)
const finder = await rememberAll(new CatalogueReader(database.reader))
const desk = { taxonomy: new Taxonomy(), finder, notify: recordNotice }
const writer = database.writer.withPlugin(dying)

if (move === 'save-many') {
  // Two such processes at once, with different numbers, over one draft.
  for (let at = 0; at < 15; at++)
    await writer.transaction().execute((transaction) => {
      const content = { title: `Title ${last} ${at}` }
      const request = { submissionId, basedOn: 1, editor: `${last}-${at}`, content }
      return save(new SubmissionWriter(transaction), desk, request, act)
    })
} else {
  await writer
    .transaction()
    .execute(async (transaction) => moves[move]?.(new SubmissionWriter(transaction), desk))
}
console.log(`done ${statements}`)
await database.close()
