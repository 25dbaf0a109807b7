import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { z } from 'zod'
import { buildApp } from '../server/app'
import { type Config, readConfig } from '../server/config'
import type { Context } from '../server/context'
import { workHere } from '../server/exchange/import-work'
import { startContext } from '../server/start'
import { problemSchema } from '../taxonomy/api'
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

/** Expects problem details, whole and without a word of how the program is made. */
export function expectProblem(answer: LightMyRequestResponse, status: number) {
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(status)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.body).not.toMatch(/node_modules|\bat .+:\d+:\d+|SqliteError|ZodError|\.ts\b/)
  const problem = z.strictObject(problemSchema.shape).parse(answer.json())
  expect(problem.status).toBe(status)
  return problem
}
