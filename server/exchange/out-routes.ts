import type { FastifyPluginAsync } from 'fastify'
import { declarePublic } from '../accounts/gate'
import type { Context } from '../context'
import { changesRoutes } from './changes-routes'
import { dataRoutes } from './data-routes'
import { entryRoutes } from './entry-routes'
import { listRoutes } from './list-routes'
import { taxonomyRoutes } from './taxonomy-routes'

/** Files that are found beside the pages as well as in the API: `/activities.csv`, `/api/v1/activities.csv`. */
const twins: FastifyPluginAsync<Context> = async (app, context) => {
  await app.register(listRoutes, context)
  await app.register(entryRoutes, context)
  await app.register(taxonomyRoutes, context)
}

/** All that leaves the catalogue as data, beside the API's own answers. */
export const outRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', declarePublic)
  await app.register(twins, context)
  await app.register(dataRoutes, context)
  await app.register(changesRoutes, { ...context, prefix: '/api/v1' })
  await app.register(
    async (api) => {
      // Described once, by the shorter address.
      api.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, hide: true }
      })
      await api.register(twins, context)
    },
    { prefix: '/api/v1' },
  )
}
