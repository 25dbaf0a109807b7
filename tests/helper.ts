import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../server/app'
import { type Config, readConfig } from '../server/config'
import type { Context } from '../server/context'
import { workHere } from '../server/exchange/import-work'
import { startContext } from '../server/start'
import { render } from '../web/entry-server'
import { temporaryFolder } from './seeds'

export { temporaryFolder }

/** Settings of a test: the defaults, a database of its own, no noise, no limit on requests. */
export function testConfig(folder: string, changes: NodeJS.ProcessEnv = {}): Config {
  return readConfig({
    DATABASE_URL: `file:${join(folder, 'hub.db')}`,
    PUBLIC_URL: 'http://hub.test',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    MAIL_FOLDER: join(folder, 'outbox'),
    ...changes,
  })
}

/** The whole application over a database file of its own, filled with the real catalogue. */
export async function startTestApp(
  changes: NodeJS.ProcessEnv = {},
): Promise<{ app: FastifyInstance; context: Context; folder: string; stop: () => Promise<void> }> {
  const { folder, remove } = temporaryFolder()
  const { context, stop } = await startContext(testConfig(folder, changes), {
    render,
    assets: '',
    writerAssets: '',
    workshop: workHere,
  })
  const app = await buildApp(context)
  return {
    app,
    context,
    folder,
    stop: async () => {
      await app.close()
      await stop()
      remove()
    },
  }
}
