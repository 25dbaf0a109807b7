import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import {
  BATCH_MAX,
  type BatchAnswer,
  batchAnswerSchema,
  batchSchema,
  sentDetailSchema,
  sentEntrySchema,
} from '../../taxonomy/sent'
import { keyRef } from '../accounts/audit-writer'
import { keyOf } from '../accounts/gate'
import type { Context } from '../context'
import { badRequest, notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { makeMove } from '../submissions/moving'
import { SubmissionReader } from '../submissions/reader'
import { findSent, showSent } from './sending'
import { type Hands, sendMany, sendOne } from './sent-batch'
import { SentReader } from './sent-reader'
import { SentWriter } from './sent-writer'

/** Longest entry, and longest batch, in bytes. */
const ENTRY_MAX = 1024 * 1024
const BATCH_BYTES = 16 * 1024 * 1024

const params = z.object({
  entity: z.string().meta({ examples: ['itu'], description: 'The entity the key is of.' }),
})
const entryParams = params.extend({
  externalId: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\p{L}\p{N}._:~-]+$/u, say('sent.id'))
    .meta({ examples: ['P-2024-017'], description: 'The id that your system knows the entry by.' }),
})
const flag = (description: string) =>
  z.enum(['true', 'false'], say('field.boolean')).default('false').meta({ description })
const submit = flag('Whether to hand it in for review at once; else it is saved as a draft.')
const headers = z.looseObject({
  'idempotency-key': z.string().min(1).max(200).optional().meta({
    description:
      'A text of your own for this very request. Sent again within 24 hours, the same request is answered as the first time and does nothing.',
  }),
})
const matching = headers.extend({
  'if-match': z
    .string()
    .optional()
    .meta({ description: 'ETag of the version that this rests on: 412 where it is another.' }),
  'if-none-match': z.string().optional().meta({ description: '`*`: only where it is new.' }),
})
const failures = {
  '4xx': {
    description: 'What is wrong, by field; nothing was done',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}
const tags = ['Writing']
const security = [{ key: [] }]

/** What a request was answered, as it is kept. */
interface Answer {
  status: number
  etag?: string
  body: unknown
}

/** Entities' own systems write their activities, into the same review as people. */
export const sentRoutes: FastifyPluginAsyncZod<Context> = async (app, context) => {
  const { config, database } = context
  const submissions = new SubmissionReader(database.reader)
  const sent = new SentReader(database.reader)
  const scope = ({ params: given }: FastifyRequest) => (given as { entity: string }).entity

  /**
   * Makes a change in one transaction with the answer that an `Idempotency-Key` is kept with: of
   * the same request twice at once, the second waits, and finds the answer of the first.
   */
  const once = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (hands: Hands) => Promise<Answer>,
  ) => {
    const key = keyOf(request)
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw new ProblemError(415, say('http.jsonOnly'))
    const token = request.headers['idempotency-key'] as string | undefined
    const { method, url, body } = request
    const asked = JSON.stringify([method, url, body, request.headers['if-match'] ?? ''])
    const requestHash = createHash('sha256').update(asked).digest('hex')
    const answer = await makeMove(context, async (store, desk) => {
      await store.begin()
      const sent = new SentWriter(store.transaction)
      const at = new Date().toISOString()
      const kept = token && (await sent.findAnswer(key.id, token, at))
      if (kept) {
        if (kept.requestHash !== requestHash) throw new ProblemError(422, say('sent.otherRequest'))
        reply.header('idempotency-replayed', 'true')
        return JSON.parse(kept.answer) as Answer
      }
      const act = { actor: keyRef(key.id), at, reason: '' }
      const made = await work({ store, desk, key, act, origin: config.publicUrl })
      if (token)
        await sent.keepAnswer(key.id, token, { requestHash, answer: JSON.stringify(made), at })
      return made
    })
    if (answer.etag) reply.header('etag', answer.etag)
    return reply.code(answer.status).send(answer.body)
  }

  // Bodies are read entry by entry, so that every wrong field is named as the form names it.
  const unread = ({ schema, httpPart }: { schema: unknown; httpPart?: string }) => {
    return (data: unknown) => {
      if (httpPart === 'body') return { value: data }
      const { success, data: value, error } = (schema as z.ZodType).safeParse(data)
      if (success) return { value }
      const wrong = error.issues.map(({ path, message, ...issue }) =>
        issue.code === 'unrecognized_keys'
          ? { field: String(issue.keys[0]), reason: say('field.unknownParameter') }
          : { field: String(path[0] ?? 'request'), reason: message },
      )
      return { error: badRequest(wrong) }
    }
  }

  app.get(
    '/entities/:entity/activities/:externalId',
    {
      config: { action: 'sent.read', scope },
      validatorCompiler: unread,
      schema: {
        operationId: 'getSentActivity',
        summary: 'Where an entry that your system sent stands',
        description:
          'Its state in the review, its newest version with all its fields, what is missing, and what curators asked for. The ETag is for If-Match.',
        ...{ tags, security, params: entryParams },
        response: { 200: sentDetailSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { entity, externalId } = request.params
      const found = await findSent(submissions, sent, entity, externalId)
      const given = { externalId, origin: config.publicUrl }
      const detail = found && (await showSent(submissions, context, found, given))
      if (!detail) throw notFound(say('thing.sent'))
      return reply.header('etag', detail.etag).send(detail)
    },
  )

  app.put(
    '/entities/:entity/activities/:externalId',
    {
      bodyLimit: ENTRY_MAX,
      config: { action: 'sent.write', scope },
      validatorCompiler: unread,
      schema: {
        operationId: 'putSentActivity',
        summary: 'Create or change an entry from your own system',
        description:
          'Goes into the same review as the form. Fields that are not sent stay as they are. Concepts are taken by id or label; a label that names none is kept in `unplaced` for the curators. Sending the same again changes nothing. Where people changed the entry here since your system sent it, If-Match is needed (428).',
        ...{ tags, security, params: entryParams, headers: matching, body: sentEntrySchema },
        querystring: z.strictObject({ submit }),
        response: { 200: sentDetailSchema, 201: sentDetailSchema, ...failures },
      },
    },
    (request, reply) =>
      once(request, reply, async (hands) => {
        const { externalId } = request.params
        const sending = {
          ...{ externalId, entry: request.body, submit: request.query.submit === 'true' },
          ifMatch: request.headers['if-match'] as string | undefined,
          ifNoneMatch: request.headers['if-none-match'] as string | undefined,
        }
        const { status, detail } = await sendOne(hands, sending)
        return { status, etag: detail.etag, body: detail }
      }),
  )

  app.post(
    '/entities/:entity/activities',
    {
      bodyLimit: BATCH_BYTES,
      config: { action: 'sent.write', scope },
      validatorCompiler: unread,
      schema: {
        operationId: 'sendActivities',
        summary: `Create or change up to ${BATCH_MAX} entries from your own system`,
        description:
          'As a PUT of each, all answered at once in the order sent. One that is refused does not stop the others, unless `atomic=true`: then all are done or none (422).',
        ...{ tags, security, params, headers, body: batchSchema },
        querystring: z.strictObject({
          submit,
          atomic: flag('Whether one that is refused stops all.'),
        }),
        response: { 200: batchAnswerSchema, 422: batchAnswerSchema, ...failures },
      },
    },
    (request, reply) =>
      once(request, reply, async (hands) => {
        const { submit, atomic } = request.query
        const items = itemsIn(request.body)
        const isOwnId = (id: unknown) => entryParams.shape.externalId.safeParse(id).success
        const options = { submit: submit === 'true', atomic: atomic === 'true', isOwnId }
        const body: BatchAnswer = await sendMany(hands, items, options)
        return { status: body.applied ? 200 : 422, body }
      }),
  )
}

/** The items of a batch, each still to be read. @throws {ProblemError} 400 */
function itemsIn(body: unknown): unknown[] {
  const { items, ...more } = (body ?? {}) as { items?: unknown }
  const unknown = Object.keys(more).map((field) => ({ field, reason: say('sent.noBatchField') }))
  if (unknown.length > 0) throw badRequest(unknown)
  if (!Array.isArray(items) || items.length === 0 || items.length > BATCH_MAX)
    throw badRequest([{ field: 'items', reason: say('sent.list', { most: BATCH_MAX }) }])
  return items
}
