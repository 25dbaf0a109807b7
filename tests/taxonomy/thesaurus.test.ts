import { describe, expect, test } from 'vitest'
import { fold } from '../../taxonomy/fold'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus, thesaurusSchema } from '../../taxonomy/thesaurus'
import file from '../../taxonomy/thesaurus.json' with { type: 'json' }

const { synonyms, narrower, general, words, stop } = thesaurusSchema.parse(file)

/** What occurs more than once in a list. */
function repeated(list: readonly string[]): string[] {
  return list.filter((one, at) => list.indexOf(one) !== at)
}

describe('the thesaurus', () => {
  test('holds each term in one group of synonyms', () => {
    expect(repeated(synonyms.flatMap((group) => group.map(fold)))).toEqual([])
  })

  test('says once what else a term is served by, and never the term itself', () => {
    expect(repeated(narrower.map(([term]) => fold(term)))).toEqual([])
    for (const [term, others] of narrower) {
      expect(repeated(others.map(fold)), term).toEqual([])
      expect(others.map(fold), term).not.toContain(fold(term))
    }
  })

  // They are compared with words as a query holds them.
  test('lists general words folded, each once', () => {
    expect(general).toEqual(general.map(fold))
    expect(repeated(general)).toEqual([])
  })

  // A key of more words would never be met.
  test('has no key of more than six words', () => {
    const keys = [
      ...synonyms.flat(),
      ...narrower.map(([term]) => term),
      ...Object.values(words).flatMap((dictionary) => Object.keys(dictionary)),
    ]
    expect(keys.filter((key) => fold(key).split(' ').length > 6)).toEqual([])
  })

  test.each(Object.entries(words))(
    'translates no word of %s twice or by nothing',
    (language, dictionary) => {
      expect(repeated(Object.keys(dictionary).map(fold))).toEqual([])
      for (const [word, terms] of Object.entries(dictionary)) expect(terms, word).not.toEqual([])
      const list = (stop[language] ?? []).map(fold)
      expect(repeated(list)).toEqual([])
      expect(Object.keys(dictionary).filter((word) => list.includes(fold(word)))).toEqual([])
    },
  )

  test('gives a foreign word what its English term also stands for', () => {
    const thesaurus = new Thesaurus(new Taxonomy())
    const meanings = thesaurus
      .meaningsOf('jueces')
      .flatMap((meaning) => ('words' in meaning ? meaning.words : []))
    expect(meanings).toContain('judges')
    expect(meanings).toContain('judiciary')
    expect(thesaurus.isForeign('jueces')).toBe(true)
    expect(thesaurus.isForeign('judges')).toBe(false)
  })
})
