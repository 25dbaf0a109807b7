import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Context } from '../context'

/** Upper bounds of the latency histogram, in seconds: most answers take a few milliseconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** For operators, not part of the API's description. */
const HIDDEN = { schema: { hide: true }, config: { action: 'public' } } as const

/** Adds `/healthz`, `/readyz` and, in Prometheus' text format, `/metrics`, which sees all routes. */
export function addHealth(app: FastifyInstance, { catalogue, answers }: Context): void {
  app.get('/healthz', HIDDEN, async () => ({ status: 'alive' }))

  app.get('/readyz', HIDDEN, async (_, reply) => {
    const index = catalogue.isReady
    const database = await catalogue.reader.lastEvent().then(
      () => true,
      () => false,
    )
    return reply.code(index && database ? 200 : 503).send({ index, database })
  })

  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'hub_activities',
    help: 'Published activities in the index',
    registers: [registry],
    collect() {
      this.set(catalogue.index.size)
    },
  })
  new Gauge({
    name: 'hub_answer_cache_bytes',
    help: 'Memory held by finished answers',
    registers: [registry],
    collect() {
      this.set(answers.bytes)
    },
  })
  app.get('/metrics', HIDDEN, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )

  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
}
