import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { PageModel } from '../../taxonomy/pages'
import { declarePublic } from '../accounts/gate'
import { fieldErrors, searchQuerySchema, toSearchRequest } from '../catalogue/search-query'
import type { Context } from '../context'
import { badRequest, notFound } from '../http/problem'
import { loneActivityModel } from '../pages/models'
import { renderPage } from '../pages/render'
import { FORMATS, type Format, isFormat, STAGES } from './formats'
import { type Edition, EditionReader } from './reader'
import type { Report } from './report'
import { CITED } from './seed'

/** How long a browser waits for a file before it is shown how far it is, and how often it then asks. */
const PATIENCE_MS = 1500
const ASK_SECONDS = 2

// What counts and draws is loaded when someone first asks for it, so that the start does not wait.
const models = () => import('./models')
const reports = () => import('./report')

/** The list of editions, each edition’s report as a page, its files, and its entries as they were frozen. */
export const reportRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const {
    answers,
    catalogue,
    config,
    database,
    editions: catalogues,
    reportFiles,
    taxonomy,
  } = context
  const reader = new EditionReader(database.reader)
  const kept = new Map<string, Report>()

  app.addHook('onRoute', declarePublic)
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })

  /** The edition of an address, its figures kept: they never change. */
  const reportOf = async (id: string): Promise<Report> => {
    const { readReport } = await reports()
    const report = kept.get(id) ?? (await readReport(reader, taxonomy, id))
    if (!report) throw notFound(`edition "${id.slice(0, 60)}"`)
    kept.clear()
    kept.set(id, report)
    return report
  }

  const page = (request: FastifyRequest, reply: FastifyReply, model: PageModel, revision: string) =>
    answers.send(request, reply, {
      body: renderPage(context, request, model),
      type: 'text/html; charset=utf-8',
      revision,
    })

  /** The file's path; a browser that would wait long is shown how far it is, and asks again by itself. */
  const fileOrProgress = async (
    request: FastifyRequest,
    reply: FastifyReply,
    edition: Edition,
    format: Format,
  ): Promise<string | undefined> => {
    const file = reportFiles.get(edition, format)
    if (!request.headers.accept?.includes('text/html')) return file
    const path = await Promise.race([file, wait(PATIENCE_MS, undefined)])
    if (path) return path
    const { stage, sinceMs } = reportFiles.progressOf(edition, format) ?? {
      stage: 'writing' as const,
      sinceMs: PATIENCE_MS,
    }
    const model: PageModel = {
      ...{ page: 'report-making', format, seconds: Math.round(sinceMs / 1000) },
      stages: [...STAGES[format]],
      at: stage === 'waiting' ? -1 : STAGES[format].indexOf(stage),
      edition: { id: edition.id, title: edition.title },
    }
    reply
      .code(202)
      .header('refresh', String(ASK_SECONDS))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(renderPage(context, request, model))
    // Whoever asks next is told of a failure; nobody waits for this one.
    file.catch((error) => request.log.error(error))
    return undefined
  }

  // Not kept with the answers: another process may freeze an edition, of which no event tells.
  app.get('/reports', async (request, reply) => {
    const { editionSummary } = await models()
    const editions = await reader.listEditions()
    const model: PageModel = {
      page: 'reports',
      editions: editions.map((edition) => editionSummary(edition, edition.entries)),
      cited: [...CITED],
    }
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(renderPage(context, request, model))
  })

  const searchSchema = searchQuerySchema(taxonomy)
  app.get<{ Params: { id: string } }>('/reports/:id', async (request, reply) => {
    if (answers.sendKnown(request, reply)) return reply
    const report = await reportOf(request.params.id)
    // A form sends its empty selects, too.
    const given = Object.entries(request.query as Record<string, unknown>)
    const query = searchSchema.safeParse(
      Object.fromEntries(given.filter(([, value]) => value !== '')),
    )
    if (!query.success) throw badRequest(fieldErrors(query.error))
    const search = given.length > 0 ? toSearchRequest(taxonomy, query.data) : undefined
    const { reportModel } = await models()
    const entries = await catalogues.open(report.edition.id, search?.q)
    const model = await reportModel(report, entries, search)
    return page(request, reply, model, report.edition.checksum.slice(0, 12))
  })

  app.get<{ Params: { id: string; format: string } }>(
    '/reports/:id/report.:format',
    async (request, reply) => {
      const { id, format } = request.params
      const edition = await reader.findEdition(id)
      if (!edition) throw notFound(`edition "${id.slice(0, 60)}"`)
      if (!isFormat(format)) throw notFound(`report as "${format.slice(0, 20)}"`)
      const etag = `"${reportFiles.nameOf(edition, format)}"`
      if (request.headers['if-none-match'] === etag)
        return reply.header('etag', etag).header('cache-control', 'no-cache').code(304).send()
      const path = await fileOrProgress(request, reply, edition, format)
      if (!path) return reply
      const { size } = await stat(path)
      const disposition = format === 'pdf' || format === 'json' ? 'inline' : 'attachment'
      return reply
        .header('etag', etag)
        .header('cache-control', 'no-cache')
        .header('content-length', size)
        .header('content-disposition', `${disposition}; filename="report-${id}.${format}"`)
        .type(FORMATS[format])
        .send(createReadStream(path))
    },
  )

  app.get<{ Params: { id: string; activity: string } }>(
    '/reports/:id/activities/:activity',
    async (request, reply) => {
      if (answers.sendKnown(request, reply)) return reply
      const { id, activity: number } = request.params
      const edition = await reader.findEdition(id)
      if (!edition) throw notFound(`edition "${id.slice(0, 60)}"`)
      const { editionSummary } = await models()
      const frozen = await catalogues.open(id)
      const activity = await frozen.find(/^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0)
      if (!activity) throw notFound(`activity ${number.slice(0, 60)} in edition ${id}`)
      const model: PageModel = {
        page: 'report-entry',
        edition: editionSummary(edition, frozen.index.size),
        // Neighbours and likenesses would lead to what the catalogue says today.
        entry: loneActivityModel(frozen, activity, config.publicUrl),
        isPublic: (await catalogue.find(activity.id)) !== undefined,
      }
      return page(request, reply, model, `${catalogue.revision}-${edition.checksum.slice(0, 12)}`)
    },
  )
}
