import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { PageModel } from '../../taxonomy/pages'
import { declarePublic } from '../accounts/gate'
import { fieldErrors, searchQuerySchema, toSearchRequest } from '../catalogue/search-query'
import type { Context } from '../context'
import { badRequest, notFound } from '../http/problem'
import { activityModel } from '../pages/models'
import { renderPage } from '../pages/render'
import { ReportFiles } from './files'
import { FORMATS, isFormat } from './formats'
import { editionSummary, reportModel } from './models'
import { EditionReader } from './reader'
import { type Report, readReport } from './report'
import { CITED } from './seed'

/** The list of editions, each edition’s report as a page, its files, and its entries as they were frozen. */
export const reportRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, database, editions: catalogues, taxonomy } = context
  const reader = new EditionReader(database.reader)
  const files = new ReportFiles(reader, { taxonomy, origin: config.publicUrl })
  const reports = new Map<string, Report>()

  app.addHook('onRoute', declarePublic)
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })

  /** The edition of an address, its figures kept: they never change. */
  const reportOf = async (id: string): Promise<Report> => {
    const report = reports.get(id) ?? (await readReport(reader, taxonomy, id))
    if (!report) throw notFound(`edition "${id.slice(0, 60)}"`)
    reports.clear()
    reports.set(id, report)
    return report
  }

  const page = (request: FastifyRequest, reply: FastifyReply, model: PageModel, revision: string) =>
    answers.send(request, reply, {
      body: renderPage(context, request, model),
      type: 'text/html; charset=utf-8',
      revision,
    })

  // Not kept with the answers: another process may freeze an edition, of which no event tells.
  app.get('/reports', async (request, reply) => {
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
    const model = await reportModel(report, await catalogues.open(report.edition.id), search)
    return page(request, reply, model, report.edition.checksum.slice(0, 12))
  })

  app.get<{ Params: { id: string; format: string } }>(
    '/reports/:id/report.:format',
    async (request, reply) => {
      const { id, format } = request.params
      const edition = await reader.findEdition(id)
      if (!edition) throw notFound(`edition "${id.slice(0, 60)}"`)
      if (!isFormat(format)) throw notFound(`report as "${format.slice(0, 20)}"`)
      const etag = `"${edition.checksum.slice(0, 16)}-${format}"`
      reply.header('etag', etag).header('cache-control', 'no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const bytes = await files.get(id, format)
      const disposition = format === 'pdf' || format === 'json' ? 'inline' : 'attachment'
      return reply
        .header('content-disposition', `${disposition}; filename="report-${id}.${format}"`)
        .type(FORMATS[format])
        .send(bytes)
    },
  )

  app.get<{ Params: { id: string; activity: string } }>(
    '/reports/:id/activities/:activity',
    async (request, reply) => {
      if (answers.sendKnown(request, reply)) return reply
      const { id, activity: number } = request.params
      const edition = await reader.findEdition(id)
      if (!edition) throw notFound(`edition "${id.slice(0, 60)}"`)
      const frozen = await catalogues.open(id)
      const activity = await frozen.find(/^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0)
      if (!activity) throw notFound(`activity ${number.slice(0, 60)} in edition ${id}`)
      const entry = await activityModel(frozen, activity, config.publicUrl)
      const model: PageModel = {
        page: 'report-entry',
        edition: editionSummary(edition, frozen.index.size),
        // Neighbours and likenesses would lead to what the catalogue says today.
        entry: { ...entry, related: [], previous: null, next: null },
        isPublic: (await catalogue.find(activity.id)) !== undefined,
      }
      return page(request, reply, model, `${catalogue.revision}-${edition.checksum.slice(0, 12)}`)
    },
  )
}
