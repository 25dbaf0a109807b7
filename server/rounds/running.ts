import { createHash } from 'node:crypto'
import type { Round, RoundEntry, SilentRule } from '../../taxonomy/round'
import type { Actor } from '../accounts/audit-writer'
import { AccountReader } from '../accounts/reader'
import { say } from '../messages/say'
import { EditionReader } from '../reports/reader'
import { TextReader } from '../reports/text-reader'
import { type Correction, EditionError, EditionWriter } from '../reports/writer'
import { NotAllowedNow } from '../submissions/moves'
import { boardOf } from './board'
import { type Post, tell } from './mailing'
import { notConfirmedNote } from './summary'
import type { NewRound, RoundWriter } from './writer'

const dayOf = (at: string) => at.slice(0, 10)

/** The board as a move sees it, by entity. */
export async function boardNow(store: RoundWriter, { taxonomy }: Post, round: Round, at: string) {
  const terms = await store.listTerms(round.year)
  const lines = boardOf(round, {
    entries: await store.listEntries(round),
    terms,
    people: await new AccountReader(store.transaction).listPeople('any'),
    labelOf: (id) => taxonomy.concept('entities', id)?.label ?? id,
    today: dayOf(at),
  })
  return lines.map((line) => ({
    ...line,
    delegateId: terms.find(({ entity }) => entity === line.entity)?.delegate ?? null,
  }))
}

/**
 * Opens a year's round. On its first day, which may be today, every entity is told.
 *
 * @throws {NotAllowedNow} when the year has a round or an edition, or another round is open
 */
export async function openRound(
  store: RoundWriter,
  post: Post,
  round: NewRound,
  act: Actor,
): Promise<void> {
  const rounds = await store.listRounds()
  if (rounds.some(({ year }) => year === round.year))
    throw new NotAllowedNow('wrong-state', say('round.there', { year: round.year }))
  const open = rounds.find(({ state }) => state === 'open')
  if (open) throw new NotAllowedNow('wrong-state', say('round.stillOpen', { year: open.year }))
  if (await new EditionReader(store.transaction).findEdition(String(round.year)))
    throw new NotAllowedNow('wrong-state', say('round.frozen', { year: round.year }))
  await store.add(round)
  const { letter: _, ...detail } = round
  await store.log(act, 'round.opened', round.year, detail)
  await announce(store, post, round.year, act.at)
}

/** Sends the first mail, once, when the round's first day has come. */
export async function announce(store: RoundWriter, post: Post, year: number, at: string) {
  const round = await store.get(year)
  if (round.announcedAt || round.state === 'closed' || dayOf(at) < round.opens) return
  await store.change(year, { announcedAt: at })
  for (const line of await boardNow(store, post, round, at))
    await tell(store, post, round, 'opened', { ...line, delegate: line.delegateId }, at)
}

/**
 * Gives an entity, or all, another deadline, and tells those who have not answered yet.
 *
 * @param entity '' = the round's own deadline, for all that have none of their own
 */
export async function extend(
  store: RoundWriter,
  post: Post,
  { year, entity, deadline }: { year: number; entity: string; deadline: string },
  act: Actor,
): Promise<void> {
  const round = await store.getOpen(year)
  if (deadline < dayOf(act.at)) throw new NotAllowedNow('not-valid', say('round.deadlinePast'))
  const before = await boardNow(store, post, round, act.at)
  const meant = before.filter((line) => (entity === '' ? !line.isExtended : line.entity === entity))
  if (entity !== '' && meant.length === 0)
    throw new NotAllowedNow('not-valid', say('round.chooseEntity'))
  if (meant.length > 0 && meant.every((line) => line.deadline === deadline)) return
  if (entity === '') await store.change(year, { deadline })
  else await store.setTerms(year, entity, { deadline })
  await store.log(act, 'round.extended', year, { entity, deadline })
  for (const line of meant)
    if (line.state !== 'done' && round.announcedAt)
      await tell(
        store,
        post,
        round,
        'extended',
        { ...line, deadline, delegate: line.delegateId },
        act.at,
      )
}

/**
 * Reminds one entity, or all that have entries without an answer.
 *
 * @param occasion the form's token: sent twice it reminds once
 * @returns how many people were told
 */
export async function remind(
  store: RoundWriter,
  post: Post,
  { year, entity, occasion }: { year: number; entity: string; occasion: string },
  act: Actor,
): Promise<number> {
  const round = await store.getOpen(year)
  if (!round.announcedAt) throw new NotAllowedNow('wrong-state', say('round.notBegun'))
  let told = 0
  const entities: string[] = []
  for (const line of await boardNow(store, post, round, act.at)) {
    if (line.silent === 0 || (entity !== '' && line.entity !== entity)) continue
    if (!(await store.noteReminder(year, line.entity, occasion, act.at))) continue
    told += await tell(
      store,
      post,
      round,
      'reminder',
      { ...line, delegate: line.delegateId },
      act.at,
    )
    entities.push(line.entity)
  }
  if (entities.length > 0) await store.log(act, 'round.reminded', year, { entities, people: told })
  return told
}

/** Changes what becomes of silent entries: of all by the round's rule, or of some against it. */
export async function ruleSilent(
  store: RoundWriter,
  {
    year,
    activityIds,
    rule,
  }: { year: number; activityIds: readonly number[] | 'all'; rule: SilentRule | null },
  act: Actor,
): Promise<void> {
  const round = await store.getOpen(year)
  if (activityIds === 'all') {
    if (!rule || rule === round.rule) return
    await store.change(year, { rule })
  } else {
    const known = new Set((await store.listEntries(round)).map(({ activityId }) => activityId))
    const foreign = activityIds.find((id) => !known.has(id))
    if (foreign !== undefined)
      throw new NotAllowedNow('not-valid', say('round.notOfRound', { id: foreign }))
    for (const id of activityIds) await store.setException(year, id, rule)
  }
  await store.log(act, 'round.ruled', year, { rule, activities: activityIds })
}

/** Short sum over what closing would freeze now, by which a form proves that this is what was seen. */
export function seenSum(entries: readonly RoundEntry[]): string {
  const sum = createHash('sha256')
  for (const { activityId, versionId, answer, result } of entries)
    sum.update(`${activityId} ${versionId} ${answer} ${result}\n`)
  return sum.digest('hex').slice(0, 16)
}

/**
 * Closes a round: its edition is frozen and how each entry stood is kept, in one transaction.
 * Closing a closed round does nothing.
 *
 * @param seen what `seenSum` said of the entries shown to whoever closes
 * @throws {NotAllowedNow} when something changed since, or nothing would be frozen
 */
export async function closeRound(
  store: RoundWriter,
  post: Post,
  { year, seen, note }: { year: number; seen: string; note: string },
  act: Actor,
): Promise<void> {
  const round = await store.get(year)
  if (round.state === 'closed') return
  const entries = await store.listEntries(round)
  if (seenSum(entries) !== seen) throw new NotAllowedNow('changed-meanwhile', say('round.moved'))
  const lines = await boardNow(store, post, round, act.at)
  const labelOf = (id: string) => lines.find(({ entity }) => entity === id)?.label ?? id
  const leftOut = entries
    .filter(({ result, versionId }) => result === 'left-out' && versionId !== null)
    .map(({ activityId }) => activityId)
  await freezing(() =>
    new EditionWriter(store.transaction).freezePublished(
      {
        id: String(year),
        title: round.title,
        asOf: dayOf(act.at),
        note: [note, notConfirmedNote(entries, labelOf)].filter(Boolean).join(' '),
      },
      act.at,
      leftOut,
    ),
  )
  await store.close(year, entries, act.at)
  await store.log(act, 'round.closed', year, { edition: String(year), leftOut: leftOut.length })
  for (const line of lines)
    await tell(store, post, round, 'closed', { ...line, delegate: line.delegateId }, act.at)
}

/**
 * Corrects a frozen edition by a new one beside it: 2025.1, 2025.2 …
 *
 * @returns the id of the new edition
 * @throws {NotAllowedNow} when there is no edition of the year, or nothing to correct
 */
export async function correctEdition(
  store: RoundWriter,
  { year, note, corrections }: { year: number; note: string; corrections: readonly Correction[] },
  act: Actor,
): Promise<string> {
  const newest = await newestEdition(new EditionReader(store.transaction), year)
  if (!newest) throw new NotAllowedNow('not-found', say('round.noEdition', { year }))
  const texts = await new TextReader(store.transaction).listChangedSince(newest.id)
  if (corrections.length === 0 && texts.length === 0)
    throw new NotAllowedNow('not-valid', say('round.tickOne'))
  const id = `${year}.${Number(newest.id.split('.')[1] ?? 0) + 1}`
  const edition = { id, title: newest.title, note, corrects: newest.id }
  await freezing(() =>
    new EditionWriter(store.transaction).freezeErratum(edition, corrections, act.at),
  )
  await store.log(act, 'round.corrected', year, { edition: id, corrections, texts })
  return id
}

/** The edition of a year that no erratum has replaced. */
export async function newestEdition(reader: EditionReader, year: number) {
  const editions = await reader.listEditions()
  const ofYear = editions.filter(({ id }) => id === `${year}` || id.startsWith(`${year}.`))
  const replaced = new Set(ofYear.map(({ corrects }) => corrects))
  return ofYear.find(({ id }) => !replaced.has(id))
}

async function freezing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EditionError) throw new NotAllowedNow('wrong-state', `${error.message}.`)
    throw error
  }
}
