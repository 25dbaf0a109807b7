import type { FastifyPluginAsync } from 'fastify'
import type { Context } from '../context'
import { accountPageRoutes } from './account-routes'
import { auditRoutes } from './audit-routes'
import { directoryRoutes } from './directory-routes'
import { keyRoutes } from './key-routes'
import { oidcRoutes } from './oidc-routes'
import { peopleRoutes } from './people-routes'
import { signInRoutes } from './sign-in-routes'

/** Everything about people: signing in, one's account, the directory, managing people, the log. */
export const accountRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const parts = [
    signInRoutes,
    oidcRoutes,
    accountPageRoutes,
    peopleRoutes,
    directoryRoutes,
    keyRoutes,
    auditRoutes,
  ]
  for (const part of parts) await app.register(part, context)
}
