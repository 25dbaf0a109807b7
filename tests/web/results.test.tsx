import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import type { ActivityItem, RelatedActivity, SearchResult } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { Answer } from '../../web/components/answer'
import { Similar } from '../../web/components/similar'
import { rowsHtml } from '../../web/lib/facet-rows'
import { createI18n, I18nProvider } from '../../web/lib/i18n'
import { readState, valueAt } from '../../web/lib/urls'
import { en } from '../../web/messages/en'

const facet = (param: string, field: string, vocabulary: string, singular: string): FacetInfo => ({
  param,
  field,
  label: `${singular}s`,
  singular,
  definition: '',
  vocabulary,
  pages: vocabulary === 'places',
  colours: {},
  labels: {},
})
const facets = [
  facet('entity', 'entities', 'bodies', 'Body'),
  facet('country', 'countries', 'places', 'Place'),
  facet('technique', 'techniques', 'techniques', 'Technique'),
  facet('pillar', 'pillars', 'pillars', 'Pillar'),
]
const params = facets.map(({ param }) => param)

const ref = (label: string) => ({ id: label.toLowerCase(), label })

function itemOf(changes: Partial<ActivityItem> = {}, highlight: object = {}): ActivityItem {
  return {
    id: 1,
    title: 'Floods',
    summary: 'Of rivers.',
    entities: [ref('Alpha'), ref('Beta')],
    sdgs: [],
    pillars: [],
    types: [],
    maturity: null,
    regions: [],
    countries: ['Aland', 'Borduria', 'Cordium', 'Kenya'].map(ref),
    techniques: [],
    sectors: [],
    startYear: 2024,
    updatedAt: '2025-01-01',
    source: null,
    highlight: {
      title: [{ text: 'Floods', hit: false }],
      snippet: [{ text: 'Of rivers.', hit: false }],
      matchedIn: [],
      tagged: [],
      ...highlight,
    },
    ...changes,
  }
}

function resultOf(
  items: ActivityItem[],
  query: Partial<SearchResult['query']> = {},
  waysOn?: SearchResult['waysOn'],
): SearchResult {
  return {
    total: items.length,
    items,
    facets: {},
    query: { q: 'words', filters: {}, sort: 'relevance', limit: 20, offset: 0, ...query },
    ...(waysOn ? { waysOn } : {}),
    revision: '1',
  }
}

const i18n = createI18n('en', en)
const draw = (children: ComponentChildren) =>
  renderToString(<I18nProvider value={i18n}>{children}</I18nProvider>)
const drawAnswer = (result: SearchResult, url = '/activities?q=words') =>
  draw(<Answer result={result} facets={facets} state={readState(url, params)} />)
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** Addresses and texts of the links of a piece of HTML, in order. */
const linksOf = (html: string) =>
  Array.from(html.matchAll(/<a[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g), ([, href, text]) => [
    href?.replace(/&amp;/g, '&'),
    textOf(text ?? '').trim(),
  ])

describe('why an activity matched', () => {
  test('a tag the query named comes first and is marked, in reach of the card', () => {
    const tagged = [{ param: 'country', ...ref('Kenya') }]
    const html = drawAnswer(resultOf([itemOf({}, { tagged, matchedIn: ['countries'] })]))
    expect(html).toContain('<mark>Kenya</mark>, Aland, Borduria')
    expect(textOf(html)).toContain('Kenya , Aland, Borduria and 1 more')
    expect(html).not.toContain('Tagged:')
    expect(html).not.toContain('Matched in:')
  })

  test('a named entity is marked in the byline', () => {
    const tagged = [{ param: 'entity', ...ref('Beta') }]
    expect(drawAnswer(resultOf([itemOf({}, { tagged })]))).toContain('Alpha and <mark>Beta</mark>')
  })

  test('what the card does not show is said', () => {
    const tagged = [{ param: 'pillar', ...ref('Solutions') }]
    const text = textOf(
      drawAnswer(resultOf([itemOf({}, { tagged, matchedIn: ['title', 'partners'] })])),
    )
    expect(text).toContain('Matched in: Partners')
    expect(text).toContain('Tagged: Solutions')
  })

  test('a row of the table says it all under the title', () => {
    const tagged = [{ param: 'country', ...ref('Kenya') }]
    const result = resultOf([itemOf({}, { tagged, matchedIn: ['partners'] })])
    const html = drawAnswer(result, '/activities?q=words&view=table')
    expect(textOf(html)).toMatch(/Floods Matched in: Partners Tagged: Kenya Alpha, Beta/)
  })
})

describe('what was made of the words', () => {
  test('a correction names the words it is for and leads to itself', () => {
    const html = drawAnswer(
      resultOf([itemOf()], { q: 'satelite imagery', corrected: 'satellite imagery' }),
      '/activities?q=satelite+imagery&country=kenya&offset=20',
    )
    expect(textOf(html)).toContain('No activity has “satelite” as it is spelled.')
    expect(linksOf(html)).toContainEqual([
      '/activities?q=satellite+imagery&country=kenya',
      '“satellite imagery”',
    ])
  })

  test('a suggestion is offered, not applied', () => {
    const html = drawAnswer(resultOf([itemOf()], { suggested: 'wordy' }))
    expect(textOf(html)).toContain('1 activity for “words”')
    expect(textOf(html)).toContain('Did you mean “wordy” ?')
    expect(linksOf(html)).toContainEqual(['/activities?q=wordy', '“wordy”'])
  })

  test.each([
    ['two words', 0, true, 'No activity has all of these words; these have most'],
    ['two words', 3, true, 'The first 3 have all of these words'],
    ['two words', 3, false, '3 of these have all of the words'],
    ['word', 3, false, '3 of these have this word'],
  ] as const)('of “%s”, %i with all words, first: %s', (q, complete, completeFirst, said) => {
    expect(textOf(drawAnswer(resultOf([itemOf()], { q, complete, completeFirst })))).toContain(said)
  })
})

describe('nothing found', () => {
  const url = '/activities?q=floods&country=kenya&pillar=solutions'
  const filters = { country: ['kenya'], pillar: ['solutions'] }

  test('says what was searched, then the ways on, the most helpful filter first', () => {
    const html = drawAnswer(
      resultOf(
        [],
        { q: 'floods', filters },
        {
          without: [{ param: 'pillar', ...ref('Solutions'), total: 12 }],
          spellings: [{ q: 'flood', total: 40 }],
          concepts: [{ param: 'technique', ...ref('Forecasting'), count: 7 }],
        },
      ),
      url,
    )
    const none = html.slice(html.indexOf('class="none"'))
    expect(textOf(none)).toMatch(/Searched for “floods” among activities with Place: .*Pillar: /)
    expect(linksOf(none)).toEqual([
      ['/activities?q=floods&country=kenya', 'Leave out Pillar: Solutions'],
      ['/activities?q=flood&country=kenya&pillar=solutions', '“flood”'],
      ['/activities?technique=forecasting', 'Technique: Forecasting'],
      ['/activities?country=kenya&pillar=solutions', 'Search without the words “floods”'],
      ['/activities?q=floods', 'Leave out all filters'],
      ['/activities', 'See all activities'],
    ])
    expect(textOf(none)).toContain('Leave out Pillar: Solutions 12 activities')
  })

  test('without such knowledge each filter can be left out', () => {
    const html = drawAnswer(resultOf([], { q: 'floods', filters }), url)
    const none = html.slice(html.indexOf('class="none"'))
    expect(
      linksOf(none)
        .slice(0, 2)
        .map(([href]) => href),
    ).toEqual(['/activities?q=floods&pillar=solutions', '/activities?q=floods&country=kenya'])
  })
})

test('similar activities give their reasons as a sentence', () => {
  const shared = [
    { facet: 'technique', labels: ['Forecasting'] },
    { facet: 'country', labels: ['Aland', 'Borduria', 'Cordium', 'Kenya'] },
    { facet: 'partners', labels: ['Acme'] },
    { facet: 'pillar', labels: ['Solutions and knowledge'] },
  ]
  const related = (shared: RelatedActivity['shared']) =>
    textOf(
      draw(
        <Similar
          related={[{ id: 2, title: 'Other', entities: [], startYear: null, shared }]}
          facets={facets}
        />,
      ),
    )
  expect(related(shared)).toContain(
    'Both use Forecasting, work in Aland, Borduria, Cordium and 1 more, have Acme as a partner and have the same Pillar: “Solutions and knowledge”.',
  )
  expect(related([])).toContain('Their titles and texts are alike.')
})

test('rows of a facet are text, whatever their labels hold', () => {
  const evil = '"><img src=x onerror=alert(1)>&'
  const html = rowsHtml({
    facet: { ...(facets[1] as FacetInfo), colours: { [evil]: '#FF0000' } },
    values: [{ id: evil, label: evil, count: 0, selected: false }],
    chosen: [],
    number: String,
  })
  expect(html).not.toContain('<img')
  expect(html).toContain('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;" disabled>')
})

test.each([
  ['/places/KEN', { param: 'country', id: 'KEN' }],
  ['/activities?technique=deep%20learning', { param: 'technique', id: 'deep learning' }],
  ['/activities/12', null],
  ['/activities?q=x', null],
  ['/techniques/x', null],
])('the address %s stands for the value %o', (url, value) => {
  expect(valueAt(url, facets)).toEqual(value)
})
