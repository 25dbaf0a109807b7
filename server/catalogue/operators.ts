import { foldedWordsOf } from './words'

/** Quotation marks that phones, word processors and other languages write. */
const QUOTES = /[“”„«»]/g

/** Takes `"exact phrases"`, `-exclusions` and `-"excluded phrases"` out of a query. */
export function splitOperators(query: string) {
  const phrases: string[][] = []
  const excluded: string[] = []
  const excludedPhrases: string[][] = []
  const plain = query.replace(QUOTES, '"')
  if (!plain.includes('"') && !plain.includes('-'))
    return { text: query, excluded, phrases, excludedPhrases }
  const unquoted = plain.replace(
    /((?:^|\s)-)?"([^"]+)"/g,
    (_, minus: string | undefined, phrase: string) => {
      const words = foldedWordsOf(phrase)
      if (words.length > 0) (minus ? excludedPhrases : phrases).push(words)
      return minus ? ' ' : ` ${phrase} `
    },
  )
  const text = unquoted.replace(/(?<=^|\s)-([\p{L}\p{N}]\S*)/gu, (_, word: string) => {
    excluded.push(...foldedWordsOf(word))
    return ' '
  })
  return { text, excluded, phrases, excludedPhrases }
}
