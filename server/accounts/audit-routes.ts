import { Readable } from 'node:stream'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { AuditLine } from '../../taxonomy/people'
import type { Context } from '../context'
import { badRequest, type FieldError } from '../http/problem'
import { say } from '../messages/say'
import { type AuditFilter, AuditReader } from './audit-reader'
import { sendPage, textOf } from './page'

/** Lines on one page, and read at a time for an export. */
const PAGE = 100
const STEP = 1000

const COLUMNS = ['at', 'actor', 'actorName', 'action', 'subject', 'detail'] as const
const READ = { config: { action: 'audit.read' } } as const

/** The log of what was done to people and activities, for admins. */
export const auditRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const audit = new AuditReader(context.database.reader)

  app.get('/audit', READ, async (request, reply) => {
    const { filter, problems } = readFilter(request)
    const none = { lines: [], next: null }
    const { lines, next } =
      problems.length > 0 ? none : await audit.list(filter, PAGE, textOf(request, 'after'))
    const older = next && `/audit?${new URLSearchParams({ ...given(filter), after: next })}`
    const actions = await audit.listActions()
    return sendPage(
      context,
      request,
      reply,
      { page: 'audit', lines, actions, filter: { ...filter }, older, problems },
      problems.length > 0 ? 400 : 200,
    )
  })

  app.get('/audit.json', READ, async (request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.json"')
      .send(Readable.from(asJson(pages(checked(request))))),
  )
  app.get('/audit.csv', READ, async (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(asCsv(pages(checked(request))))),
  )

  /** All lines of a filter, read step by step. */
  async function* pages(filter: AuditFilter): AsyncGenerator<AuditLine[]> {
    let after: string | undefined
    do {
      const { lines, next } = await audit.list(filter, STEP, after)
      yield lines
      after = next ?? undefined
    } while (after)
  }
}

async function* asJson(pages: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const lines of pages)
    for (const line of lines) {
      yield before + JSON.stringify(line)
      before = ',\n'
    }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

async function* asCsv(pages: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  // Loaded when first asked for, so that the start does not wait for it.
  const { stringify } = await import('csv-stringify/sync')
  yield `\uFEFF${COLUMNS.join(',')}\n`
  // A name that begins like a formula must not become one in a spreadsheet.
  for await (const lines of pages)
    yield stringify(
      lines.map((line) =>
        COLUMNS.map((key) => (key === 'detail' ? JSON.stringify(line.detail) : line[key])),
      ),
      { escape_formulas: true },
    )
}

function checked(request: FastifyRequest): AuditFilter {
  const { filter, problems } = readFilter(request)
  if (problems.length > 0) throw badRequest(problems)
  return filter
}

function readFilter(request: FastifyRequest): { filter: AuditFilter; problems: FieldError[] } {
  const [action, actor, from, to] = ['action', 'actor', 'from', 'to'].map((name) =>
    textOf(request, name).trim(),
  ) as [string, string, string, string]
  const problems = Object.entries({ from, to })
    .filter(
      ([, day]) => day !== '' && !(/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))),
    )
    .map(([field]) => ({ field, reason: say('field.day') }))
  return { filter: { action, actor, from, to }, problems }
}

/** The filter's parameters that say something. */
function given(filter: AuditFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, text]) => text !== ''))
}
