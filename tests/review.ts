import { randomUUID } from 'node:crypto'
import type { Act } from '../server/catalogue/writer'
import { createDraft, submit } from '../server/submissions/drafting'
import { makeMove } from '../server/submissions/moving'
import { type Submission, SubmissionReader } from '../server/submissions/reader'
import { save } from '../server/submissions/saving'
import type { DraftContent } from '../taxonomy/draft'
import { startTestApp } from './helper'
import { addMember, asBrowser, type Member, readOutbox } from './people'

/** The whole application with a contributor and two curators, and what tests of review do with it. */
export class ReviewBench {
  #count = 0

  private constructor(
    readonly hub: Awaited<ReturnType<typeof startTestApp>>,
    readonly writer: Member,
    readonly curator: Member,
    readonly second: Member,
  ) {}

  static async open(settings: NodeJS.ProcessEnv = {}): Promise<ReviewBench> {
    const hub = await startTestApp({ SEED: 'none', ...settings })
    const { database } = hub.context
    const memberships = [{ entity: 'itu', role: 'contributor' as const }]
    const add = (email: string, what: object) => addMember(database, { email, ...what })
    return new ReviewBench(
      hub,
      await add('writer@itu.example', { name: 'Wanda Writer', memberships }),
      await add('curator@hub.example', { name: 'Carl Curator', isCurator: true }),
      await add('second@hub.example', { isCurator: true }),
    )
  }

  get reader(): SubmissionReader {
    return new SubmissionReader(this.hub.context.database.reader)
  }

  by({ id }: Member, reason = ''): Act {
    return { actor: `person:${id}`, at: new Date().toISOString(), reason }
  }

  async find(id: number): Promise<Submission> {
    const found = await this.reader.find(id)
    if (!found) throw new Error(`no submission ${id}`)
    return found
  }

  /** Content of the version that a submission stands at. */
  async contentOf({ id }: Submission) {
    const head = await this.reader.findVersion((await this.find(id)).headVersionId)
    if (!head) throw new Error('no version')
    return head.content
  }

  async publicOf({ activityId }: Submission): Promise<number> {
    const standing = await this.reader.findStanding(activityId)
    return (await this.reader.findVersion(standing?.publishedVersionId ?? 0))?.number ?? 0
  }

  /** Something handed in by its writer. */
  async submitted(content: DraftContent = {}, author = this.writer): Promise<Submission> {
    this.#count++
    const title = `Floods seen early, number ${this.#count}`
    const whole = { title, summary: 'AI foresees floods.', startDate: '2024', ...content }
    return makeMove(this.hub.context, async (store, desk) => {
      const draft = await createDraft(store, { from: 'blank', entity: 'itu' }, this.by(author))
      const saving = { submissionId: draft.id, basedOn: 1, editor: 'form-1', content: whole }
      await save(store, desk, saving, this.by(author))
      return submit(store, desk, { submissionId: draft.id }, this.by(author))
    })
  }

  /** Something handed in and approved. */
  async published(content: DraftContent = {}): Promise<Submission> {
    const submission = await this.submitted(content)
    await this.post(submission, 'approve')
    return this.find(submission.id)
  }

  /** What a form of the submission's page carries beside its own fields. */
  async formOf(submission: Submission, more: Record<string, string | string[]> = {}) {
    return {
      revision: `${(await this.find(submission.id)).revision}`,
      seenPublic: `${await this.publicOf(submission)}`,
      request: randomUUID(),
      ...more,
    }
  }

  async post(
    submission: Submission,
    move: string,
    more: Record<string, string | string[]> = {},
    who = this.curator,
  ) {
    const form = await this.formOf(submission, more)
    return asBrowser(this.hub.app, who.cookie).post(`/review/${submission.id}/${move}`, form)
  }

  send(url: string, form: Record<string, string | string[]>, who = this.curator) {
    return asBrowser(this.hub.app, who.cookie).post(url, { request: randomUUID(), ...form })
  }

  get(url: string, who = this.curator) {
    return asBrowser(this.hub.app, who.cookie).get(url)
  }

  async mailsTo(email: string) {
    await this.hub.context.mail.idle()
    return readOutbox(`${this.hub.folder}/outbox`).filter(({ to }) => to === email)
  }
}

const FIELD =
  /<input (?<input>[^>]*)>|<textarea (?<area>[^>]*)>(?<text>.*?)<\/textarea>|<select (?<select>[^>]*)>(?<options>.*?)<\/select>/gs
const TICKABLE = /type="(checkbox|radio)"/

/** The fields of the page's first form that goes there, as a browser would send them. */
export function fieldsOf(html: string, action: string): Record<string, string[]> {
  const place = action.replace(/[/?]/g, '\\$&')
  const [, form = ''] =
    new RegExp(`<form method="post"[^>]*action="${place}"[^>]*>(.*?)</form>`, 's').exec(html) ?? []
  const fields: Record<string, string[]> = {}
  for (const { groups = {} } of form.matchAll(FIELD)) {
    const { input, area, text, select, options } = groups
    const attributes = input ?? area ?? select ?? ''
    const name = attributeOf(attributes, 'name')
    if (!name || (TICKABLE.test(attributes) && !/\bchecked\b/.test(attributes))) continue
    const all = [...(options ?? '').matchAll(/<option ([^>]*)>/g)].map(([, option = '']) => option)
    const chosen = all.find((option) => /\bselected\b/.test(option)) ?? all[0] ?? ''
    const value = text ?? attributeOf(input ?? chosen, 'value')
    fields[name] = [...(fields[name] ?? []), unescaped(value)]
  }
  return fields
}

const attributeOf = (attributes: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''

const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
