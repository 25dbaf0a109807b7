import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileTagger } from '../../taxonomy/tagger'
import { Taxonomy } from '../../taxonomy/taxonomy'
import type { Concept, Rule } from '../../taxonomy/vocabulary'

/** A tagger of concepts that have nothing but an id and a rule. */
function tagger(rules: Record<string, Rule | undefined>) {
  const concepts = Object.entries(rules).map(
    ([id, rule]): Concept => ({
      ...{ id, label: id, definition: 'A test concept.', aliases: [], source: 'test' },
      rule,
    }),
  )
  return compileTagger(concepts)
}

describe('compileTagger', () => {
  test('matches whole words only', () => {
    const tag = tagger({ maps: { any: ['map'] } })
    expect(tag('A map.')).toEqual([{ id: 'maps', words: 'map' }])
    expect(tag('Mapping the bitmap of maps')).toEqual([])
  })

  test('a star allows any ending, and none', () => {
    const tag = tagger({ space: { any: ['satellite* image*'] } })
    expect(tag('satellite images')[0]?.words).toBe('satellite images')
    expect(tag('Satellites’ imagery')[0]?.words).toBe('Satellites’ imagery')
    expect(tag('satellite and image')).toEqual([])
  })

  test('a pattern with a capital respects it, one without does not', () => {
    const tag = tagger({ rag: { any: ['RAG'] }, ai: { any: ['machine learning'] } })
    expect(tag('a rag for MACHINE Learning')).toEqual([{ id: 'ai', words: 'MACHINE Learning' }])
    expect(tag('RAG')).toEqual([{ id: 'rag', words: 'RAG' }])
  })

  test('hyphens, accents and possessives do not matter', () => {
    const tag = tagger({ a: { any: ['deep learning'] }, b: { any: ['women rights'] } })
    expect(tag('Deep-learning')[0]?.words).toBe('Deep-learning')
    expect(tag("Déep lèarning and women's rights").map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('no phrase reaches across a line end', () => {
    const tag = tagger({ a: { any: ['machine learning'] } })
    expect(tag('machine\nlearning')).toEqual([])
    expect(tag('machine  learning')).toHaveLength(1)
  })

  test('an exception takes its words out, and only those', () => {
    const tag = tagger({ space: { any: ['satellite*'], except: ['satellite office*'] } })
    expect(tag('A satellite office.')).toEqual([])
    expect(tag('A satellite office reads satellite data.')).toHaveLength(1)
  })

  test('an exception of one concept does not touch another', () => {
    const tag = tagger({
      space: { any: ['satellite'], except: ['satellite office'] },
      work: { any: ['satellite office'] },
    })
    expect(tag('a satellite office').map(({ id }) => id)).toEqual(['work'])
  })

  test('shows the longest phrase where several begin', () => {
    const tag = tagger({ a: { any: ['language', 'language model*', 'model'] } })
    expect(tag('Large language models')[0]?.words).toBe('language models')
  })

  test('a concept without a rule is never given', () => {
    expect(tagger({ none: undefined })('none')).toEqual([])
  })

  test.each(['*', '* model', '…'])('refuses the pattern “%s”', (pattern) => {
    expect(() => tagger({ a: { any: [pattern] } })).toThrow(/not a pattern/)
  })
})

describe('the rules that ship', () => {
  const taxonomy = new Taxonomy()

  test('rest on words that stand in the text, whatever the text', () => {
    const words = fc.constantFrom(
      ...'satellite Satellites image RAG chatbot farmers’ health AI AI-based model école \n \t ’ . 数据'.split(
        ' ',
      ),
    )
    const texts = fc
      .array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 5 })))
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(texts, (text) => {
        for (const evidence of Object.values(taxonomy.tag(text)).flat())
          expect(text).toContain(evidence.words)
      }),
      { numRuns: 300 },
    )
  })

  test('give nothing to a text that says nothing', () => {
    expect(taxonomy.tag('A project of the organisation with its partners.')).toEqual({
      sectors: [],
      techniques: [],
    })
  })
})
