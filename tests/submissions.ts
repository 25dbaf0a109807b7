import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import { rememberAll } from '../server/catalogue/noting'
import { CatalogueReader } from '../server/catalogue/reader'
import type { Act } from '../server/catalogue/writer'
import { type Database, openDatabase } from '../server/database/open'
import { importFile } from '../server/exchange/import'
import { archive } from '../server/submissions/archiving'
import { createDraft, discard, reopen, submit, withdraw } from '../server/submissions/drafting'
import { type Move, NotAllowedNow } from '../server/submissions/moves'
import { QueueReader } from '../server/submissions/queue-reader'
import { type Submission, SubmissionReader } from '../server/submissions/reader'
import { approve, askChanges, merge, reject } from '../server/submissions/reviewing'
import { save } from '../server/submissions/saving'
import type { Desk } from '../server/submissions/step'
import { suggest } from '../server/submissions/suggesting'
import { takeOver } from '../server/submissions/taking-over'
import { undo } from '../server/submissions/undoing'
import { recordNotice, SubmissionWriter } from '../server/submissions/writer'
import type { ActivityContent } from '../taxonomy/activity'
import type { DraftContent } from '../taxonomy/draft'
import type { SubmissionKind, SubmissionState } from '../taxonomy/submission'
import { Taxonomy } from '../taxonomy/taxonomy'
import { contentOf, publish, temporaryFolder } from './seeds'

const taxonomy = new Taxonomy()

/** An entry that can be submitted. */
export const WHOLE: DraftContent = { title: 'Flood forecasts', summary: 'AI foresees floods.' }

/** Who writes and who reviews. */
export const WRITER = 'person:1'
export const CURATOR = 'person:9'

/** Submissions over a database of their own, with what a test does to them. */
export class Bench {
  readonly submissions: SubmissionReader
  readonly queue: QueueReader
  readonly catalogue: CatalogueReader
  #seconds = 0

  private constructor(
    readonly folder: string,
    readonly database: Database,
    readonly desk: Desk,
  ) {
    this.submissions = new SubmissionReader(database.reader)
    this.queue = new QueueReader(database.reader)
    this.catalogue = new CatalogueReader(database.reader)
  }

  static async open(folder: string, name: string): Promise<Bench> {
    const template = join(folder, 'template.db')
    // To migrate is most of the work of opening a new file.
    if (!existsSync(template)) await (await openDatabase(template)).close()
    const file = join(folder, `${name}.db`)
    copyFileSync(template, file)
    const database = await openDatabase(file)
    const finder = await rememberAll(new CatalogueReader(database.reader))
    return new Bench(folder, database, { taxonomy, finder, notify: recordNotice })
  }

  /** An act a second after the one before, so that their order can be told. */
  act(actor: string, reason = 'Because', request?: string): Act {
    this.#seconds++
    const at = new Date(Date.UTC(2026, 0, 1) + this.#seconds * 1000).toISOString()
    return { actor, at, reason, request }
  }

  /** Does something in one transaction, as a route would. */
  run<Result>(work: (store: SubmissionWriter, desk: Desk) => Promise<Result>): Promise<Result> {
    return this.database.writer
      .transaction()
      .execute((transaction) => work(new SubmissionWriter(transaction), this.desk))
  }

  /** Makes a move with a submission; `request` is the token of the form. */
  async make(move: Move, submission: Submission, act: Act): Promise<Submission> {
    const { id: submissionId, activityId } = submission
    const review = { submissionId, curators: 2 }
    const standing = await this.submissions.findStanding(activityId)
    const shown = await this.submissions.findVersion(standing?.publishedVersionId ?? 0)
    const head = await this.submissions.findVersion(submission.headVersionId)
    return this.run(async (store, desk) => {
      switch (move) {
        case 'save': {
          const content = { summary: 'AI foresees floods, and more.' }
          const request = { submissionId, basedOn: head?.number ?? 0, editor: 'x', content }
          const result = await save(store, desk, request, act)
          if (result.outcome === 'closed') throw new NotAllowedNow('wrong-state', result.reason)
          return result.submission
        }
        case 'submit':
          return submit(store, desk, { submissionId }, act)
        case 'withdraw':
          return withdraw(store, desk, { submissionId }, act)
        case 'discard':
          return discard(store, desk, { submissionId }, act)
        case 'reopen':
          return reopen(store, desk, { submissionId }, act)
        case 'ask-changes':
          return askChanges(store, desk, { ...review, comments: [] }, act)
        case 'approve':
          return approve(store, desk, { ...review, seenPublic: shown?.number ?? null }, act)
        case 'reject':
          return reject(store, desk, review, act)
        case 'merge':
          return merge(store, desk, { ...review, into: 600 }, act)
        case 'undo':
          return undo(store, desk, { submissionId, curators: 2 }, act)
        case 'take-over':
          return takeOver(store, desk, { submissionId, entity: 'itu' }, act)
      }
    })
  }

  begin(request?: string): Promise<Submission> {
    return this.run((store) =>
      createDraft(store, { from: 'blank', entity: 'itu' }, this.act(WRITER, '', request)),
    )
  }

  beginChange(activityId: number): Promise<Submission> {
    return this.run((store) =>
      createDraft(store, { from: 'change', activityId, entity: 'itu' }, this.act(WRITER)),
    )
  }

  /** Saves over the newest version, as the one open form. */
  async save({ id, activityId }: Submission, content: DraftContent, editor = 'form-1') {
    const { headVersionId } = await this.get(id)
    const head = await this.submissions.findVersion(headVersionId)
    const request = { submissionId: id, basedOn: head?.number ?? 0, editor, content }
    if (head?.activityId !== activityId) throw new Error('the head is of another activity')
    return this.run((store, desk) => save(store, desk, request, this.act(WRITER, '')))
  }

  submit = ({ id }: Submission) =>
    this.run((store, desk) => submit(store, desk, { submissionId: id }, this.act(WRITER)))

  async approve(submission: Submission, content?: DraftContent): Promise<Submission> {
    const standing = await this.submissions.findStanding(submission.activityId)
    const shown = await this.submissions.findVersion(standing?.publishedVersionId ?? 0)
    const seenPublic = shown?.number ?? null
    const review = { submissionId: submission.id, curators: 2, seenPublic, content }
    return this.run((store, desk) => approve(store, desk, review, this.act(CURATOR)))
  }

  reject = ({ id }: Submission) =>
    this.run((store, desk) =>
      reject(store, desk, { submissionId: id, curators: 2 }, this.act(CURATOR)),
    )

  merge = ({ id }: Submission, into: number) =>
    this.run((store, desk) =>
      merge(store, desk, { submissionId: id, curators: 2, into }, this.act(CURATOR)),
    )

  archive = (activityId: number) =>
    this.run((store, desk) => archive(store, desk, { activityId }, this.act(CURATOR)))

  async get(id: number): Promise<Submission> {
    const submission = await this.submissions.find(id)
    if (!submission) throw new Error(`no submission ${id}`)
    return submission
  }

  /** A published activity. */
  publish = (id: number, title = `Activity ${id}`) =>
    publish(this.database, id, contentOf({ title, startDate: '2024' }))

  /** A visitor's correction of an activity, or (null) one they miss. */
  suggest = (activityId: number | null, content: DraftContent = {}, request?: string) =>
    this.run((store, desk) =>
      suggest(
        store,
        desk,
        { activityId, message: 'You have this wrong.', content, mail: 'someone@example.org' },
        this.act('', '', request),
      ),
    )

  /** Imports records, each a line of the catalogue's own form, as from one system. */
  async import(records: readonly ({ id: number } & Partial<ActivityContent>)[]) {
    const source = { system: 'somewhere', id: '1', retrieved: '2026-04' }
    const days = { published: true, created: '2025-01-01', updated: '2025-06-01' }
    const lines = records.map(({ id, ...changes }) =>
      JSON.stringify({ id, ...days, ...contentOf({ source, startDate: '2024', ...changes }) }),
    )
    const file = join(this.folder, 'records.jsonl')
    writeFileSync(file, lines.join('\n'))
    return importFile(this.database, this.desk.taxonomy, { file })
  }

  /** An imported record that waits for someone to look at it. */
  async importHeld(activityId: number): Promise<Submission> {
    await this.publish(activityId)
    return this.run(async (store) => {
      const content = contentOf({ title: 'As the source has it' })
      const act = this.act('import:somewhere')
      const headVersionId = await store.catalogue.saveVersion(activityId, content, {
        ...act,
        datedOn: '2026-01-01',
      })
      const { publishedVersionId } = (await store.findStanding(activityId)) ?? {}
      const versions = { headVersionId, baseVersionId: publishedVersionId ?? null }
      return store.open(
        {
          activityId,
          kind: 'imported',
          state: 'submitted',
          entity: 'itu',
          openedBy: null,
          ...versions,
        },
        act.at,
      )
    })
  }

  /** A submission of a kind in a state, if it can come there. */
  async reach(kind: SubmissionKind, state: SubmissionState): Promise<Submission | undefined> {
    if (kind === 'suggestion' || kind === 'imported') {
      if (state === 'draft' || state === 'changes-asked' || state === 'withdrawn') return undefined
      const content: DraftContent = { ...WHOLE, entities: ['itu'] }
      const submission =
        kind === 'imported' ? await this.importHeld(501) : await this.suggest(null, content)
      return this.#review(submission, state)
    }
    if (kind === 'change') await this.publish(502)
    const submission = await (kind === 'change' ? this.beginChange(502) : this.begin())
    await this.save(submission, WHOLE)
    if (state === 'draft') return this.get(submission.id)
    if (state === 'withdrawn') {
      await this.run((store, desk) =>
        discard(store, desk, { submissionId: submission.id }, this.act(WRITER)),
      )
      return this.get(submission.id)
    }
    return this.#review(await this.submit(submission), state)
  }

  async #review(submission: Submission, state: SubmissionState): Promise<Submission> {
    if (state === 'published') await this.approve(submission)
    if (state === 'rejected') await this.reject(submission)
    if (state === 'changes-asked')
      await this.run((store, desk) =>
        askChanges(
          store,
          desk,
          { submissionId: submission.id, curators: 2, comments: [] },
          this.act(CURATOR),
        ),
      )
    if (state === 'merged') {
      await this.publish(500, 'The one that stays')
      await this.merge(submission, 500)
    }
    return this.get(submission.id)
  }
}

/**
 * Gives each test of a file a bench of its own.
 *
 * @param take keeps it for the test
 */
export function eachWithBench(take: (bench: Bench) => void): void {
  const { folder, remove } = temporaryFolder()
  let count = 0
  let bench: Bench
  beforeEach(async () => {
    bench = await Bench.open(folder, String(++count))
    take(bench)
  })
  afterEach(() => bench.database.close())
  afterAll(remove)
}
