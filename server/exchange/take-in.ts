import { notesOf, noteWarnings } from '../catalogue/noting'
import type { CatalogueReader, HeadMark } from '../catalogue/reader'
import type { Warning } from '../catalogue/warnings'
import { hashOf } from '../catalogue/writer'
import { say } from '../messages/say'
import { openingOf, queueImported } from '../submissions/imported'
import type { Settling } from '../submissions/step'
import type { SubmissionWriter } from '../submissions/writer'
import type { ImportRecord } from './record'

/** What became of a record. */
export interface Taken {
  outcome: 'created' | 'changed' | 'unchanged' | 'held'
  warnings: Warning[]
}

/**
 * Takes records of different activities into the store, as if one after the other: new ones
 * together, as far as none that changed stands between them.
 */
export async function takeIn(
  store: SubmissionWriter,
  desk: Settling,
  records: readonly ImportRecord[],
  at: string,
): Promise<Taken[]> {
  const marks = await store.catalogue.listHeadMarks(records.map(({ id }) => id))
  const known = new Map(marks.map((mark) => [mark.id, mark]))
  const taken: Taken[] = []
  let fresh: ImportRecord[] = []
  const flush = async () => {
    taken.push(...(await create(store, desk, fresh, at)))
    fresh = []
  }
  for (const record of records) {
    const head = known.get(record.id)
    if (!head) fresh.push(record)
    else if (await isAsLastRead(store, head, record))
      taken.push({ outcome: 'unchanged', warnings: [] })
    else {
      await flush()
      taken.push(await change(store, desk, head, record, at))
    }
  }
  await flush()
  return taken
}

const actorOf = ({ actor, content }: ImportRecord) =>
  actor ?? `import:${content.source?.system ?? 'catalogue'}`

/** Makes the activities of records, notes what curators should know, and queues those noted. */
export async function create(
  store: SubmissionWriter,
  { finder, taxonomy }: Settling,
  records: readonly ImportRecord[],
  at: string,
): Promise<Taken[]> {
  const versions = await store.arrivals.create(
    records.map((record) => {
      const { id, content, createdOn, updatedOn: datedOn, published } = record
      const act = { actor: actorOf(record), at, reason: 'Imported' }
      return { id, content, createdOn, datedOn, published, act }
    }),
  )
  const notes = records.map((record) => ({
    record,
    ...notesOf(finder, taxonomy, record, record.alike),
  }))
  await store.arrivals.addWarnings(
    notes.flatMap(({ record, own, others }) => [
      ...own.map((warning) => ({ activityId: record.id, ...warning })),
      ...others,
    ]),
  )
  await store.openAll(
    notes.flatMap(({ record: { id, content, published }, own }) => {
      const headVersionId = versions.get(id)
      if (headVersionId === undefined || own.length === 0) return []
      const baseVersionId = published ? headVersionId : null
      return [openingOf(id, content.entities[0], { headVersionId, baseVersionId })]
    }),
    at,
  )
  return notes.map(({ own }) => ({ outcome: 'created', warnings: own }))
}

/**
 * Whether the source says what it said when it was last read: an entry edited here since then
 * is not undone by reading the same file again.
 */
export async function isAsLastRead(
  { catalogue }: { catalogue: CatalogueReader },
  { id, author, hash }: HeadMark,
  record: ImportRecord,
): Promise<boolean> {
  const actor = actorOf(record)
  const last = author === actor ? hash : await catalogue.findHashBy(actor, id)
  return last === hashOf(JSON.stringify(record.content))
}

/** Whether what the public sees, or what is worked on, is not from the record's source alone. */
export function isEditedHere(head: HeadMark, record: ImportRecord): boolean {
  const actor = actorOf(record)
  return head.state === 'published' && (head.publishedAuthor !== actor || head.author !== actor)
}

/** Saves what changed at the source; public at once unless it was changed here too. */
async function change(
  store: SubmissionWriter,
  { finder, taxonomy }: Settling,
  head: HeadMark,
  record: ImportRecord,
  at: string,
): Promise<Taken> {
  const { id, content, updatedOn: datedOn } = record
  const actor = actorOf(record)
  const act = { actor, at, reason: say('import.changedAtSource') }
  const version = await store.catalogue.saveVersion(id, content, { ...act, datedOn })
  const isHeld = isEditedHere(head, record)
  if (head.state === 'published' && !isHeld) await store.catalogue.publish(id, version, act)
  const warnings = await noteWarnings(store.catalogue, finder, taxonomy, record)
  const outcome = isHeld ? 'held' : 'changed'
  await queueImported(store, id, outcome, at)
  return { outcome, warnings }
}
