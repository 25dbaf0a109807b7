import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string) => hub.app.inject({ url, headers: { accept: 'text/html' } })

/** Where the server listens, when it does already. */
const listening = () => `http://127.0.0.1:${(hub.app.server.address() as AddressInfo).port}`

describe('what is not there', () => {
  test.each([
    '/nothing',
    '/activities/1438',
    '/activities/999999',
    '/activities/abc',
    '/activities/0x19',
    '/entities/acme',
    '/sdgs/18',
    '/taxonomy/colours',
    '/index.php',
  ])('%s is a 404 page that leads on', async (url) => {
    const { statusCode, headers, body } = await get(url)
    expect(statusCode).toBe(404)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(body).toMatch(/<h1/)
    expect(body).toContain('name="robots" content="noindex"')
    expect(body).toMatch(/href="\/(activities)?"/)
    expect(body).not.toMatch(/rel="canonical"/)
  })

  test.each(['/%FF', '/activities/%E0%A4%A', '/activities?q=%FF'])(
    '%s is a 400 page',
    async (url) => {
      const { statusCode, headers, body } = await get(url)
      expect(statusCode).toBe(400)
      expect(headers['content-type']).toMatch(/^text\/html/)
      expect(body).toMatch(/<h1/)
    },
  )

  test.each([
    '//',
    '///',
    '//example.org/x',
    '//[',
    '/%5C',
    '/?',
    '/activities//',
    '/%2F%2F',
    '/activities/%00',
  ])('%s is answered without a failure of ours', async (url) => {
    for (const accept of ['text/html', 'application/json'])
      expect((await hub.app.inject({ url, headers: { accept } })).statusCode).toBeLessThan(500)
  })

  test.each(['/\\', '//[', '/<b>', '/activities?q=<'])(
    '%s, as no browser would send it, is answered without a failure of ours',
    async (path) => {
      const address = new URL(await hub.app.listen({ port: 0, host: '127.0.0.1' }).catch(listening))
      const headers = { accept: 'text/html' }
      const status = await new Promise<number | undefined>((resolve, reject) => {
        request({ host: address.hostname, port: address.port, path, headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
          .on('error', reject)
          .end()
      })
      expect(status).toBeLessThan(500)
    },
  )

  test.each([
    ['/countries/kenya', '/countries/KEN'],
    ['/entities/UNESCO', '/entities/unesco'],
    ['/countries/Ivory%20Coast', '/countries/CIV'],
  ])('%s leads to %s', async (url, to) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers.location]).toEqual([301, to])
  })
})
