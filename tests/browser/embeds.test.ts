import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from './site'

let site: Site
let other: ReturnType<typeof createServer>
let address: string
beforeAll(async () => {
  site = await startSite()
  const html = (tags: string) => `<!doctype html><title>Other site</title><p>Before</p>${tags}`
  const script = (view: string, query: string) =>
    `<script src="${site.origin}/embed.js" data-view="${view}" data-query="${query}"></script>`
  other = createServer((request, response) => {
    response.setHeader('content-type', 'text/html')
    const isFramed = request.url === '/whole'
    response.end(
      isFramed
        ? html(`<iframe src="${site.origin}/activities"></iframe>`)
        : html(script('list', 'sdg=13&amp;limit=4') + script('count', 'sdg=13&amp;theme=dark')),
    )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const bound = other.address()
  // Another name of the same machine: another site to the browser.
  address = `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}`
})
afterAll(async () => {
  other.close()
  await site.stop()
})

test('a list and a count stand on another site, as high as they are, without cookies', async () => {
  const { page, context } = await site.open()
  const trouble: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon'))
      trouble.push(message.text())
  })
  await page.goto(address)
  const list = page.frameLocator('iframe').first()
  await list.locator('li').nth(3).waitFor()
  expect(await list.locator('li').count()).toBe(4)
  const count = page.frameLocator('iframe').nth(1)
  expect(await count.locator('b').textContent()).toMatch(/^\d+$/)
  for (const at of [0, 1]) {
    const frame = page.locator('iframe').nth(at)
    const inner = page.frameLocator('iframe').nth(at).locator('body')
    const height = await inner.evaluate((body) => Math.ceil(body.getBoundingClientRect().height))
    await expect.poll(() => frame.getAttribute('height')).toBe(String(height))
  }
  const ground = await count
    .locator('body')
    .evaluate((body) => getComputedStyle(body).backgroundColor)
  expect(ground).toBe('rgb(16, 23, 29)')
  expect(await context.cookies()).toEqual([])
  expect(trouble).toEqual([])
  await context.close()
})

test('the rest of the site cannot be framed there', async () => {
  const { page, context } = await site.open()
  const refused = page.waitForEvent('console', (message) =>
    message.text().includes('frame-ancestors'),
  )
  await page.goto(`${address}/whole`)
  await refused
  await context.close()
})
