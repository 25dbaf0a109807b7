import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type ImportLine, ROW_OUTCOMES, type RowOutcome } from '../../taxonomy/import-pages'
import { actorOf } from '../accounts/audit-writer'
import { entityChoices, labelsOf } from '../accounts/choices'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { can, reach, type Scope } from '../accounts/permissions'
import { AccountReader } from '../accounts/reader'
import type { Context } from '../context'
import { badRequest, notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { fieldsOf, numberIn } from '../submissions/writing-scope'
import { columnsOf } from './columns'
import { recogniser } from './headings'
import { type ImportBatch, ImportReader } from './import-reader'
import { ImportWriter } from './import-writer'
import { FILE_LIMITS, megabytes } from './reading/source'
import { ImportRefused } from './record'
import { templateFile } from './template'

const SHOWN = 50
/** Rows of one page of an import's table. */
const PAGE = 50
/** After how long a page that shows progress asks again, in seconds. */
const REFRESH_S = 2
/** Uploads from one address. */
const UPLOADS = { max: 60, timeWindow: '1 hour' }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Importing tables: uploading, naming columns, looking at what would happen, importing, undoing. */
export const importRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  // Pages are for people: the API's description leaves them out.
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const limits = { fileSize: FILE_LIMITS.bytes, files: 1, fields: 5, parts: 6, fieldSize: 1000 }
  await app.register(multipart, { limits })
  const { database, taxonomy, config, imports } = context
  const reader = new ImportReader(database.reader)
  const people = new AccountReader(database.reader)
  const columns = columnsOf(taxonomy, config.publicUrl)
  const recognise = recogniser(columns, taxonomy)

  const batchIn = async (request: FastifyRequest): Promise<ImportBatch> => {
    const batch = await reader.find(numberIn(request))
    if (!batch) throw notFound(say('import.this'))
    return batch
  }
  const OF_IMPORT = {
    config: {
      action: 'entry.import',
      scope: async (request: FastifyRequest): Promise<Scope> =>
        (await reader.find(numberIn(request)))?.entity || null,
    },
  } as const

  const lineOf = async (batch: ImportBatch): Promise<ImportLine> => {
    const [, author] = /^person:(\d+)$/.exec(batch.actor) ?? []
    const person = author ? await people.findPerson(Number(author)) : undefined
    const { id, at, mode, name, state, since, reason, counts, entity } = batch
    const label = entity && (labelsOf(taxonomy, [entity])[entity] ?? entity)
    return {
      ...{ id, at, mode, name, state, since, reason, counts },
      by: person?.name ?? '',
      entity: label,
    }
  }

  const showList = async (request: FastifyRequest, reply: FastifyReply, problem?: ProblemError) => {
    const within = reach(personOf(request), 'entry.import')
    const forAll = within === 'any'
    const entities = entityChoices(taxonomy).filter(({ id }) => forAll || within.includes(id))
    const entity = textOf(request, 'entity') || (forAll ? '' : (entities[0]?.id ?? ''))
    const mode = forAll && textOf(request, 'mode') !== 'submit' ? 'publish' : 'submit'
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'import',
        lines: await Promise.all((await reader.list(within, SHOWN)).map(lineOf)),
        ...{ entities, forAll, given: { entity, mode } },
        problems: problem ? [{ field: 'file', reason: problem.detail }] : [],
      },
      problem?.status,
    )
  }

  app.get('/import', { config: { action: 'entry.import' } }, (request, reply) =>
    showList(request, reply),
  )

  app.get('/import/template.xlsx', { config: { action: 'entry.import' } }, (_, reply) =>
    reply
      .type(XLSX)
      .header('content-disposition', 'attachment; filename="activities-template.xlsx"')
      .send(templateFile(columns, taxonomy)),
  )

  app.post(
    '/import',
    {
      bodyLimit: FILE_LIMITS.bytes,
      config: {
        action: 'entry.import',
        scope: (request) => textOf(request, 'entity') || null,
        rateLimit: UPLOADS,
      },
    },
    async (request, reply) => {
      try {
        const entity = textOf(request, 'entity')
        if (entity && !entityChoices(taxonomy).some(({ id }) => id === entity))
          throw badRequest([{ field: 'entity', reason: say('field.unknownEntity') }])
        const publishes =
          textOf(request, 'mode') !== 'submit' && can(personOf(request), 'submission.review', null)
        const file = await receive(request)
        const { actor } = actorOf(personOf(request))
        const mode = publishes ? 'publish' : 'submit'
        const id = await imports.add({ ...file, entity, mode, actor })
        return reply.redirect(`/import/${id}`, 303)
      } catch (error) {
        if (error instanceof ProblemError) return showList(request, reply, error)
        throw error
      }
    },
  )

  /** Takes the file of a form in as it comes. @throws {ProblemError} with nothing left behind */
  async function receive(request: FastifyRequest): Promise<{ file: string; name: string }> {
    if (!request.isMultipart()) throw new ProblemError(415, say('file.none'))
    const path = await imports.pathFor(randomUUID())
    try {
      const part = await request.file()
      if (!part?.filename) throw new ProblemError(400, say('file.none'))
      await pipeline(part.file, createWriteStream(path))
      if (part.file.truncated)
        throw new ProblemError(413, say('file.large', { most: megabytes(FILE_LIMITS.bytes) }))
      return { file: path, name: part.filename.slice(0, 200) }
    } catch (error) {
      await imports.forget(path)
      if (error instanceof ProblemError) throw error
      const { statusCode = 400 } = error as { statusCode?: number }
      throw new ProblemError(statusCode < 500 ? statusCode : 400, say('file.partial'))
    }
  }

  const showBatch = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problem?: { status: number; reason: string },
  ) => {
    const batch = await batchIn(request)
    const progress = imports.progressOf(batch.id)
    const isBusy = progress || ['reading', 'checking', 'importing'].includes(batch.state)
    if (isBusy) reply.header('refresh', String(REFRESH_S))
    const asked = textOf(request, 'outcome')
    const outcome = ROW_OUTCOMES.find((one) => one === asked)
    const total = Object.entries(batch.counts)
      .filter(([key]) => !outcome || key === outcome)
      .reduce((sum, [, count]) => sum + count, 0)
    const pages = Math.max(1, Math.ceil(total / PAGE))
    const page = Math.min(pages, numberIn(textOf(request, 'page')) || 1)
    const isShown = !isBusy && batch.state !== 'mapping'
    const rows = isShown
      ? await reader.listRows(batch.id, { outcome, offset: (page - 1) * PAGE, limit: PAGE })
      : []
    const part = progress?.total ? progress.rows / progress.total : 0
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'import-batch',
        batch: await lineOf(batch),
        about: batch.about,
        targets: columns.filter(({ read }) => read).map(({ name, help }) => ({ name, help })),
        rows: rows.map(({ row, outcome, activityId, title, detail }) => ({
          ...{ row, outcome, activityId, title, detail },
        })),
        filter: { outcome: outcome ?? '', page, pages },
        progress: isBusy ? { part, rows: progress?.rows ?? 0 } : null,
        labels: Object.fromEntries(taxonomy.facets.map(({ field, label }) => [field, label])),
        done: doneOf(request),
        problems: problem ? [{ field: 'form', reason: problem.reason }] : [],
      },
      problem?.status,
    )
  }

  app.get('/import/:id', OF_IMPORT, (request, reply) => showBatch(request, reply))

  /** The import of a request, unless its state does not allow what is asked. */
  const batchReady = async (request: FastifyRequest, states: readonly string[]) => {
    const batch = await batchIn(request)
    if (imports.progressOf(batch.id) || !states.includes(batch.state))
      throw new ProblemError(409, say('import.notNow'))
    return batch
  }
  const back = (reply: FastifyReply, id: number, done = '') =>
    reply.redirect(`/import/${id}${done && `?done=${done}`}`, 303)

  app.post('/import/:id/columns', OF_IMPORT, async (request, reply) => {
    const { id, about, entity } = await batchReady(request, ['mapping', 'checked', 'failed'])
    const sent = fieldsOf(request)
    const known = new Set(columns.flatMap(({ name, read }) => (read ? [name] : [])))
    const chosen = about.columns.map((column) => {
      const target = sent[`column-${column.at}`] ?? column.target ?? ''
      if (target !== '' && !known.has(target))
        throw badRequest([{ field: `column-${column.at}`, reason: say('import.noColumn') }])
      const how = target === column.target ? column.how : ('chosen' as const)
      return { ...column, target, how }
    })
    const targets = chosen.flatMap(({ target }) => target || [])
    const twice = targets.find((target, at) => targets.indexOf(target) !== at)
    const reason = twice
      ? say('import.columnTwice', { column: twice })
      : about.columns.length > 0 && !targets.includes('title')
        ? say('import.noTitle')
        : undefined
    if (reason) return showBatch(request, reply, { status: 400, reason })
    await database.writer.transaction().execute(async (transaction) => {
      const store = new ImportWriter(transaction)
      const at = new Date().toISOString()
      await store.change(id, { state: 'reading', about: { ...about, columns: chosen } }, at)
      for (const { heading, target, how } of chosen)
        if (how === 'chosen') await store.rememberHeading(entity, heading, target ?? '')
    })
    imports.begin(id, { kind: 'check' })
    return back(reply, id)
  })

  app.post('/import/:id/run', OF_IMPORT, async (request, reply) => {
    const { id, mode } = await batchReady(request, ['checked'])
    // Who may publish at once is asked again: the check may be a while ago.
    if (mode === 'publish' && !can(personOf(request), 'submission.review', null))
      throw new ProblemError(403, say('account.notAllowed'))
    const takeDuplicates = fieldsOf(request).duplicates === 'on'
    imports.begin(id, { kind: 'run', takeDuplicates })
    return back(reply, id)
  })

  app.post('/import/:id/check', OF_IMPORT, async (request, reply) => {
    const { id } = await batchReady(request, ['checked', 'failed'])
    imports.begin(id, { kind: 'read' })
    return back(reply, id)
  })

  app.post('/import/:id/undo', OF_IMPORT, async (request, reply) => {
    const { id } = await batchReady(request, ['imported'])
    const { actor } = actorOf(personOf(request))
    const reason = (fieldsOf(request).reason ?? '').slice(0, 1000)
    try {
      await imports.undo(id, { actor, reason })
      return back(reply, id, 'import-undone')
    } catch (error) {
      if (error instanceof ImportRefused)
        return showBatch(request, reply, { status: 409, reason: error.message })
      throw error
    }
  })

  app.get('/import/:id/problems', OF_IMPORT, async (request, reply) => {
    const batch = await batchReady(request, ['checked'])
    const asked = textOf(request, 'outcome')
    const outcome = ROW_OUTCOMES.find((one): one is RowOutcome => one === asked)
    // What reads the file again is loaded when someone asks for it.
    const { problemFile } = await import('./problem-file')
    const { stream, type, ending } = problemFile(batch, reader, recognise, outcome)
    const name = `${batch.name.replace(/\.\w+$/, '').replace(/[^\w.-]+/g, '-')}-problems.${ending}`
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(stream)
  })
}
