import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../helper'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string) => hub.app.inject({ url, headers: { accept: 'text/html' } })

/** The values of an attribute or the insides of a tag, by a pattern with one group. */
const all = (html: string, pattern: RegExp) =>
  Array.from(html.matchAll(pattern), (match) => match[1] ?? '')

const unescaped = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

/** One page of each kind, and those that differ in what they hold. */
const PAGES = [
  '/',
  '/activities',
  '/activities?q=health&sdg=3&view=table',
  '/activities?q=xyzzyq',
  '/activities?sdg=13&sdg=2&entity=fao&sort=title&offset=20',
  '/activities?year=unknown',
  '/activities/1135',
  '/activities/56',
  '/activities/1093',
  '/entities',
  '/entities/itu',
  '/sdgs',
  '/sdgs/13',
  '/countries',
  '/countries/KEN',
  '/taxonomy',
  '/taxonomy/techniques',
  '/taxonomy/countries',
  '/about',
  '/data',
  '/api',
]

describe.each(PAGES)('the page %s', (url) => {
  let html: string
  beforeAll(async () => {
    const answer = await get(url)
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    html = answer.body
  })

  test('is a document with a language, one title, one heading and a canonical address', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr">/)
    expect(all(html, /<title>([^<]+)<\/title>/g)).toHaveLength(1)
    expect(all(html, /<h1[\s>]([\s\S]*?)<\/h1>/g)).toHaveLength(1)
    expect(all(html, /<main[\s>]()/g)).toHaveLength(1)
    const [canonical] = all(html, /<link rel="canonical" href="([^"]+)"/g)
    expect(canonical).toMatch(/^http:\/\/hub\.test\//)
    expect(all(html, /<meta name="description" content="([^"]+)"/g)).toHaveLength(1)
  })

  test('needs nothing that the Content-Security-Policy forbids', () => {
    for (const tag of all(html, /<script([^>]*)>/g))
      if (!tag.includes(' src=')) expect(tag).toMatch(/type="application\/(ld\+)?json"/)
    expect(html).not.toMatch(/<style[\s>]/)
    expect(html).not.toMatch(/<[a-z][^>]*\sstyle=/)
    expect(html).not.toMatch(/<[a-z][^>]*\son[a-z]+=/)
    expect(html).not.toMatch(/(?:src|href|action)="javascript:/i)
    const loaded = all(html, /<(?:img|script|iframe|source|video)[^>]*\ssrc="([^"]+)"/g)
    expect(loaded.filter((address) => /^(https?:)?\/\//.test(address))).toEqual([])
  })

  test('has each id once, and refers to ids that it has', () => {
    const ids = all(html, /\sid="([^"]+)"/g)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    const references = [
      ...all(html, /<label[^>]*\sfor="([^"]+)"/g),
      ...all(html, /\saria-(?:labelledby|describedby|controls)="([^"]+)"/g).flatMap((one) =>
        one.split(' '),
      ),
      ...all(html, /<a[^>]*\shref="#([^"]+)"/g),
    ]
    expect(references.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('shows no value that should have been words', () => {
    const text = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ')
    expect(text).not.toMatch(/\bundefined\b|\[object|\bNaN\b|Invalid Date/)
    expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w*\b(?<!\.\w{2,4})/)
  })

  test('carries structured data that can be read', () => {
    for (const json of all(
      html,
      /<script type="application\/(?:ld\+)?json"[^>]*>([\s\S]*?)<\/script>/g,
    ))
      expect(() => JSON.parse(json)).not.toThrow()
  })
})

describe('links', () => {
  test('of every kind of page lead somewhere', async () => {
    const found = new Map<string, string>()
    for (const url of PAGES) {
      const { body } = await get(url)
      const links = all(body, /\s(?:href|action)="([^"]+)"/g)
        .map((link) => new URL(unescaped(link), `http://hub.test${url}`))
        .filter(
          ({ origin, pathname }) => origin === 'http://hub.test' && pathname !== '/favicon.svg',
        )
        .map(({ pathname, search }) => pathname + search)
      // Some of each page, spread over it: the parts of a page come in order.
      const fresh = [...new Set(links)].filter((link) => !found.has(link))
      const step = Math.max(1, Math.floor(fresh.length / 12))
      for (const [at, link] of fresh.entries()) if (at % step === 0) found.set(link, url)
    }
    expect(found.size).toBeGreaterThan(150)
    for (const [link, from] of found)
      expect.soft((await get(link)).statusCode, `${link} on ${from}`).toBeLessThan(400)
  })

  test('to the data twins answer JSON', async () => {
    for (const url of PAGES) {
      const [json] = all(
        (await get(url)).body,
        /<link rel="alternate" type="application\/json" href="([^"]+)"/g,
      )
      if (!json) continue
      const answer = await get(unescaped(json))
      expect.soft(answer.statusCode, `${json} on ${url}`).toBe(200)
      expect.soft(answer.headers['content-type']).toMatch(/^application\/json/)
    }
  })
})

describe('activities', () => {
  test('a page with wrong parameters names them and shows the rest', async () => {
    const answer = await get(
      '/activities?sdg=18&entity=UNESCO&limit=x&colour=red&view=cube&q=health',
    )
    expect(answer.statusCode).toBe(400)
    const text = unescaped(answer.body.replace(/<[^>]+>/g, ' '))
    for (const words of ['18', 'unesco', 'limit', 'colour', 'view']) expect(text).toContain(words)
    expect(answer.body).toMatch(/href="\/activities\/\d+/)
  })

  test('what is typed comes back as text in its field', async () => {
    const q = `"><script>alert('x')</script>&amp;`
    const { body } = await get(`/activities?q=${encodeURIComponent(q)}`)
    expect(body).not.toContain('<script>alert')
    expect(all(body, /<input[^>]*name="q"[^>]*value="([^"]*)"/g).map(unescaped)).toContain(q)
  })

  test('the form works without JavaScript: it asks this very address and keeps the choice', async () => {
    const { body } = await get('/activities?q=health&sdg=3')
    const forms = all(body, /(<form[\s\S]*?<\/form>)/g).filter((form) =>
      form.includes('name="sdg"'),
    )
    expect(forms).not.toEqual([])
    expect(forms[0]).toMatch(/action="\/activities"/)
    expect(forms[0]).not.toMatch(/method="post"/i)
    expect(body).toMatch(/<input[^>]*name="sdg"[^>]*value="3"[^>]*checked/)
  })

  test('what the HTML holds is not said again for the scripts', async () => {
    const { body } = await get('/activities?q=health&sdg=3')
    const [told = ''] = all(body, /<script type="application\/json">([\s\S]*?)<\/script>/g)
    const { state, facets, sizes } = JSON.parse(told)
    expect(state).toMatchObject({ q: 'health', filters: { sdg: ['3'] } })
    expect(facets.length).toBe(Object.keys(sizes).length)
    expect(sizes.sdg).toBe(all(body, /<input[^>]*name="(sdg)"/g).length)
    expect(Object.keys(JSON.parse(told)).sort()).toEqual(['facets', 'sizes', 'state'])
    expect(Buffer.byteLength(body)).toBeLessThan(120_000)
  })

  test('what a form sends when nothing is filled in is a list like any other', async () => {
    const { body } = await get('/activities')
    const names = [...new Set(all(body, /<(?:input|select)[^>]*\sname="([^"]+)"/g))]
    const empty = names.filter((name) => !['view', 'sort'].includes(name)).map((name) => `${name}=`)
    expect((await get(`/activities?${empty.join('&')}`)).statusCode).toBe(200)
  })

  test('unknown is said as unknown', async () => {
    const { body } = await get('/activities/56')
    expect(body).toMatch(/not stated|unknown/i)
    expect(body).not.toContain('0000')
  })

  test('labels that found no concept are shown as they were stated', async () => {
    expect((await get('/activities/1093')).body).toContain('least developing')
  })

  test('HTML in the data is text on every page and in every part', async () => {
    const evil = `<script>alert(1)</script>"'</title><img src=x onerror=alert(1)>`
    await publish(
      hub.context.database,
      20_003,
      contentOf({
        title: `Evil ${evil}`,
        summary: `AI ${evil} </script>`,
        partners: [evil],
        domain: evil,
        technology: evil,
        otherEntities: evil,
        sdgs: [13],
        links: [
          { url: 'javascript:alert(1)', label: evil },
          { url: `https://example.org/"onmouseover="alert(1)`, label: '' },
        ],
        unplaced: [{ field: 'countries', label: evil }],
      }),
    )
    await hub.context.catalogue.refresh()
    hub.context.answers.clear()
    for (const url of [
      '/activities/20003',
      '/activities?q=evil',
      '/activities?q=evil&view=table',
      '/',
      '/sdgs/13',
      '/entities/itu',
      '/about',
    ]) {
      const { body, statusCode } = await get(url)
      expect.soft(statusCode, url).toBe(200)
      expect.soft(body, url).not.toContain('<script>alert')
      expect.soft(body, url).not.toContain('<img src=x')
      expect.soft(body, url).not.toMatch(/\shref="javascript:/)
      expect.soft(body, url).not.toMatch(/<[a-z][^<>]*\sonmouseover=/)
      expect.soft(all(body, /<title>([^<]+)<\/title>/g), url).toHaveLength(1)
    }
    const { body } = await get('/activities/20003')
    for (const json of all(
      body,
      /<script type="application\/(?:ld\+)?json"[^>]*>([\s\S]*?)<\/script>/g,
    ))
      expect(() => JSON.parse(json)).not.toThrow()
    expect(body).toContain('Evil &lt;script>alert(1)')
  })

  test('no page shows the contact of an activity', async () => {
    await publish(hub.context.database, 20_004, contentOf({ contact: 'desk-of-the-office' }))
    await hub.context.catalogue.refresh()
    expect((await get('/activities/20004')).body).not.toContain('desk-of-the-office')
  })
})

describe('for search engines', () => {
  test('the sitemap lists every public activity once, and only addresses that answer', async () => {
    const answer = await get('/sitemap.xml')
    expect(answer.headers['content-type']).toMatch(/xml/)
    const addresses = all(answer.body, /<loc>([^<]+)<\/loc>/g)
    expect(new Set(addresses).size).toBe(addresses.length)
    const { index } = hub.context.catalogue
    const activities = Array.from(
      index.inOrder('updated'),
      (position) => `http://hub.test/activities/${index.idAt(position)}`,
    )
    expect(activities.filter((address) => !addresses.includes(address))).toEqual([])
    expect(addresses).not.toContain('http://hub.test/activities/1438')
    for (const address of addresses.filter((_, at) => at % 25 === 0))
      expect.soft((await get(new URL(unescaped(address)).pathname)).statusCode, address).toBe(200)
  })

  test('robots are shown the sitemap', async () => {
    expect((await get('/robots.txt')).body).toContain('Sitemap: http://hub.test/sitemap.xml')
  })
})

describe('a list where nothing is found', () => {
  test('says what was searched, and offers filters to leave out, near spellings and concepts', async () => {
    const { body } = await get('/activities?q=%22human+right%22&country=KEN')
    const none = body.slice(body.indexOf('class="none"'))
    const text = unescaped(none.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))
    expect(text).toMatch(/Searched for “"human right"” among activities with [^.]*Kenya\./)
    expect(text).toMatch(/Leave out [^.:]*: Kenya 1 activity/)
    expect(text).toMatch(/Words spelled nearly like yours “"human rights"” \d+ activities/)
    expect(text).toMatch(/What your words may mean [^.]*: Human rights \d+ activities/)
  })
})
