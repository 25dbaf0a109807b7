import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ReportFiles } from '../../server/reports/files'
import type { Format } from '../../server/reports/formats'
import { EditionReader } from '../../server/reports/reader'
import { startTestApp } from '../helper'
import { contentOf, publish, temporaryFolder } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string) => hub.app.inject({ url, headers: { accept: 'text/html' } })

describe('the pages of the annual report', () => {
  test('list the editions, and totals made elsewhere with their source', async () => {
    const { statusCode, body } = await get('/reports')
    expect(statusCode).toBe(200)
    expect(body).toContain('href="/reports/2025"')
    expect(body).toContain('788 activities')
    expect(body).toMatch(
      /<td class="number"[^>]*>406<\/td>.*not checked against the printed report/,
    )
  })

  test('show an edition with its files, figures and a form to find entries', async () => {
    const { statusCode, body } = await get('/reports/2025')
    expect(statusCode).toBe(200)
    for (const format of ['pdf', 'docx', 'xlsx', 'html', 'json'])
      expect(body).toContain(`href="/reports/2025/report.${format}"`)
    expect(body).toContain('788 activities of 58 entities')
    // Drawings name themselves and what they say; the map carries its disclaimer.
    expect(body.match(/<svg [^>]*role="img"/g)?.length).toBeGreaterThan(10)
    expect(body).toContain('<desc id="by-year-desc">More activities began in 2024')
    expect(body).toContain('No boundaries are drawn')
    expect(body).not.toMatch(/<[^>]+ style=/)
  })

  test('find entries of the edition alone, and lead to them as they were frozen', async () => {
    const found = await get('/reports/2025?q=AI+for+Good&entity=itu&sdg=')
    expect(found.statusCode).toBe(200)
    const [, id] = /href="\/reports\/2025\/activities\/(\d+)"/.exec(found.body) ?? []
    const before = await get(`/reports/2025/activities/${id}`)
    expect(before.statusCode).toBe(200)
    const [, title] = /<h1[^>]*>([^<]+)/.exec(before.body) ?? []

    await publish(hub.context.database, Number(id), contentOf({ title: 'Renamed since' }))
    await hub.context.catalogue.refresh()
    hub.context.answers.clear()
    expect((await get(`/activities/${id}`)).body).toContain('Renamed since')
    const after = await get(`/reports/2025/activities/${id}`)
    expect(after.body).toContain(title)
    expect(after.body).not.toContain('Renamed since')
    expect((await get('/reports/2025?q=renamed+since')).body).not.toContain('Renamed since')
  })

  test('refuse what is not there, naming it', async () => {
    for (const [url, status] of [
      ['/reports/1999', 404],
      ['/reports/1999/report.pdf', 404],
      ['/reports/2025/report.exe', 404],
      ['/reports/2025/activities/99999', 404],
      ['/reports/2025/activities/1', 404],
      ['/reports/2025?sdg=18', 400],
      ['/reports/2025?nonsense=1', 400],
    ] as const)
      expect([url, (await get(url)).statusCode]).toEqual([url, status])
  })

  test('send a file with its type and name, and 304 while the edition is the same', async () => {
    const url = '/reports/2025/report.json'
    const answer = await hub.app.inject({ url })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['content-disposition']).toContain('report-2025.json')
    const { edition, figures, entries } = answer.json()
    expect([edition.id, edition.checksum.length, entries.length]).toEqual(['2025', 64, 788])
    expect(figures.map(({ id }: { id: string }) => id)).toContain('by-maturity')
    const again = await hub.app.inject({
      url,
      headers: { 'if-none-match': String(answer.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })

  test('say that a file is read as soon as it is its turn, and that others wait', async () => {
    const [edition] = await new EditionReader(hub.context.database.reader).listEditions()
    if (!edition) throw new Error('no edition')
    const { folder, remove } = temporaryFolder()
    const files = new ReportFiles(folder, {
      version: () => '1',
      make: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
    })
    const ended: Promise<PromiseSettledResult<string>[]>[] = []
    const ask = (format: Format) => ended.push(Promise.allSettled([files.get(edition, format)]))
    const stageOf = (format: Format) =>
      expect.poll(() => files.progressOf(edition, format)?.stage, { timeout: 10_000 })
    // One after the other: of two that are asked for at once either may come first.
    ask('pdf')
    await stageOf('pdf').toBe('reading')
    ask('docx')
    await stageOf('docx').toBe('waiting')
    await files.stop()
    expect((await Promise.all(ended)).flat().map(({ status }) => status)).toEqual([
      ...['rejected', 'rejected'],
    ])
    remove()
  })

  test('tell whoever waits for a file what is done of it', async () => {
    const { maker } = hub.context.reportFiles
    const { make } = maker
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    maker.make = async ({ say, out }) => {
      for (const stage of ['reading', 'counting'] as const) say(stage)
      await ended
      await writeFile(out, '')
    }
    const first = await get('/reports/2025/report.docx')
    expect([first.statusCode, first.headers.refresh]).toEqual([202, '2'])
    const steps = [...first.body.matchAll(/<li( aria-current="step")?>([^<]+)<\/li>/g)]
    expect(steps.map(([, current = '', text]) => text + current)).toEqual([
      'Reading the entries: done',
      'Counting the figures … aria-current="step"',
      'Drawing charts and putting the parts in order',
      'Writing the file',
    ])
    const waiting = await get('/reports/2025/report.xlsx')
    expect(waiting.body).toContain('Another file is made first.')
    expect(waiting.body).not.toContain('aria-current="step"')
    end()
    await hub.context.reportFiles.stop()
    maker.make = make
  })
})
