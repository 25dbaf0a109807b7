import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { highlight, toReadable } from '../../server/catalogue/highlight'
import type { ActivityContent } from '../../taxonomy/activity'
import type { Highlight, Segment } from '../../taxonomy/api'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import { activityOf, shippedActivities } from '../seeds'

const taxonomy = new Taxonomy()
const thesaurus = new Thesaurus(taxonomy)
const shipped = shippedActivities()

const joined = (segments: readonly Segment[]) => segments.map(({ text }) => text).join('')
const hitsIn = (segments: readonly Segment[]) =>
  segments.filter(({ hit }) => hit).map(({ text }) => text)

/** What a list shows of an activity when it is searched for alone; `undefined` when not found. */
function shown(changes: Partial<ActivityContent>, q: string) {
  const { id, content } = activityOf(1, changes)
  const index = new ActivityIndex(taxonomy, thesaurus)
  index.put(activityOf(id, changes))
  const row = { row: toReadable(content, index), position: 0 }
  const [shown] = highlight([row], index.match(q), index)
  return shown as Highlight
}

/** A snippet without the dots that say it was cut. */
const uncut = (snippet: string) => snippet.replace(/^… | …$/g, '')

describe('highlight', () => {
  test('marks each form of the words, with case and accents as they stand', () => {
    const { title, snippet, matchedIn } = shown(
      { title: 'Forecasting floods: Prévision', summary: 'It forecasts. Forecast!' },
      'forecast prevision',
    )
    expect(hitsIn(title)).toEqual(['Forecasting', 'Prévision'])
    expect(hitsIn(snippet)).toEqual(['forecasts', 'Forecast'])
    expect(matchedIn).toEqual(expect.arrayContaining(['title', 'summary']))
  })

  test('marks the word that an unfinished or mistyped one found', () => {
    expect(hitsIn(shown({ title: 'Satellite images' }, 'satel').title)).toEqual(['Satellite'])
    expect(hitsIn(shown({ title: 'Satellite images' }, 'satelite ').title)).toEqual(['Satellite'])
  })

  test.each<[string, Partial<ActivityContent>, string, string[]]>([
    [
      'another name of a country',
      { countries: ['CIV'], title: 'Tunisia and Côte d’Ivoire' },
      'Ivory Coast',
      ['Côte', 'd’Ivoire'],
    ],
    [
      'the name of an entity that was asked for by its acronym',
      { entities: ['fao'], title: 'At the Food and Agriculture Organization' },
      'FAO ',
      ['Food', 'and', 'Agriculture', 'Organization'],
    ],
    [
      'a goal by its number',
      { sdgs: [13], title: 'Data for SDG 13 and goals 14' },
      'climate action',
      ['SDG', '13'],
    ],
    [
      'another name of a technique, in any form',
      { techniques: ['chatbots'], title: 'Questions answered at night' },
      'chatbots ',
      ['Questions', 'answered'],
    ],
    [
      'acronyms in capitals alone',
      { countries: ['USA'], title: 'The US helps us' },
      'United States',
      ['US'],
    ],
    [
      'words of a name only where they make it up',
      { title: 'United Nations in the United States, for Member States' },
      'United States',
      ['United', 'States'],
    ],
  ])('marks %s', (_, changes, q, marked) => {
    expect(hitsIn(shown(changes, q).title)).toEqual(marked)
  })

  test('names of a concept are not marked in an activity that does not carry it', () => {
    const title = 'Health for the UN Refugee Agency'
    expect(hitsIn(shown({ title }, 'health UNHCR ').title)).toEqual(['Health'])
    const tagged = shown({ title, entities: ['unhcr'] }, 'health UNHCR ')
    expect(hitsIn(tagged.title)).toEqual(['Health', 'UN', 'Refugee', 'Agency'])
  })

  test.each<[Partial<ActivityContent>, string, string]>([
    [{ countries: ['CIV'] }, 'Ivory Coast', 'countries'],
    [{ countryGroups: ['ldc'] }, 'LDCs', 'countryGroups'],
    [{ partners: ['Mozilla'] }, 'mozilla', 'partners'],
    [{ technology: 'TensorFlow' }, 'tensorflow', 'technology'],
    [{ domain: 'Seismology' }, 'seismology', 'domain'],
    [{ sdgs: [13] }, 'climate action', 'sdgs'],
    [{ types: ['training'] }, 'skills', 'pillars'],
    [{ otherEntities: 'Gaza office' }, 'gaza', 'otherEntities'],
  ])('says in which field a match stands that no text shows: %j', (changes, q, field) => {
    expect(shown(changes, q).matchedIn).toContain(field)
  })

  test('shows the stretch of a long text where the words are, or of the description', () => {
    const long = `${'Filler words before it. '.repeat(30)}Here a parakeet sings. ${'And after. '.repeat(30)}`
    const { snippet } = shown({ summary: long }, 'parakeet')
    expect(joined(snippet)).toContain('Here a parakeet sings.')
    expect(joined(snippet)).toMatch(/^… .* …$/)
    expect(joined(snippet).length).toBeLessThan(340)
    expect(hitsIn(shown({ description: long }, 'parakeet').snippet)).toEqual(['parakeet'])
  })

  test('without a query shows the beginning, unmarked', () => {
    const { title, snippet, matchedIn } = shown({ title: 'A', summary: 'word '.repeat(100) }, '')
    expect([...title, ...snippet].some(({ hit }) => hit)).toBe(false)
    expect(joined(snippet)).toMatch(/^word .*word …$/)
    expect(matchedIn).toEqual([])
  })

  test('text stays text: nothing is escaped or taken for HTML', () => {
    const title = '<b>Bold</b> & "flood" <script>'
    const { title: segments } = shown({ title }, 'flood bold')
    expect(joined(segments)).toBe(title)
    expect(hitsIn(segments)).toEqual(['Bold', 'flood'])
  })

  test('joined, the segments are the text again, whatever text and query', () => {
    const piece = fc.oneof(
      fc.constantFrom('flood', 'Floods', 'é', '🦜', '<b>', ' ', 'U.S.', '’s', '中文'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    )
    const texts = fc
      .array(piece, { maxLength: 200 })
      .map((parts) => parts.join(''))
      .filter((text) => text.trim() !== '')
    fc.assert(
      fc.property(texts, texts, (title, summary) => {
        const q = `flood ${[...summary].slice(0, 12).join('')}`
        const result = shown({ title, summary }, q)
        expect(joined(result.title)).toBe(title)
        expect(summary).toContain(uncut(joined(result.snippet)))
        // No half of a character, which would show as a black diamond.
        expect(joined(result.snippet)).not.toMatch(/\p{Surrogate}/u)
        for (const { text } of [...result.title, ...result.snippet]) expect(text).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('every activity found by a word of its title has that word marked', () => {
    for (const { content } of shipped.slice(0, 150)) {
      const word = content.title.match(/[\p{L}\p{N}]{5,}/u)?.[0]
      if (!word) continue
      expect.soft(hitsIn(shown(content, `${word} `).title), content.title).toContain(word)
    }
  })
})
