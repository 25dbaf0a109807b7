import type { Concept } from './vocabulary'

/**
 * Why a text carries a concept: the words it rests on, as they stand in the text.
 *
 * @example { id: 'generative-ai', words: 'Large Language Models' }
 */
export interface Evidence {
  id: string
  words: string
}

interface Pattern {
  concept: number
  /** Its words, folded; `open` ones were written with `*`. */
  parts: { text: string; open: boolean }[]
  /** Has a capital, so case counts. */
  exact: boolean
  /** Comes from `except`: what it matches is taken out, for its concept. */
  except: boolean
}

interface Word {
  exact: string
  lower: string
  /** The patterns that may begin with this word. */
  starts: Pattern[]
}

/** A pattern found from word `start` up to, not including, word `end`. */
interface Hit extends Pattern {
  start: number
  end: number
}

// The `'s` of a possessive goes with its word and is then dropped: "women's rights" reads "women rights".
const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*(?:['’ʼ][sS](?![\p{L}\p{N}]))?`
const wordsAndLineEnds = new RegExp(String.raw`${word}|[\n\r\u2028\u2029]`, 'gu')
const patternParts = new RegExp(String.raw`${word}\*?|\*`, 'gu')

/** Distinct words kept before starting afresh, so that a long import stays within bounds. */
const maxRemembered = 100_000

/**
 * Compiles the rules of a vocabulary, once. The function it returns gives the concepts a
 * text earns, in the vocabulary's order, each with the first words that match (the longest
 * phrase, where several begin there). No phrase reaches across a line end, nor across words
 * that `except` took out. A concept without a rule is never given.
 *
 * @throws Error for a pattern without a word, or with a `*` standing alone
 */
export function compileTagger(concepts: readonly Concept[]): (text: string) => Evidence[] {
  const byFirstWord = new Map<string, Pattern[]>()
  for (const pattern of concepts.flatMap(compileRule)) {
    const key = pattern.parts.slice(0, 1).map((p) => p.text.toLowerCase() + (p.open ? '*' : ''))[0]
    if (key) byFirstWord.set(key, [...(byFirstWord.get(key) ?? []), pattern])
  }
  const prefixes = [...byFirstWord.keys()].filter((key) => key.endsWith('*'))
  const prefixLengths = [...new Set(prefixes.map((key) => key.length - 1))]
  const remembered = new Map<string, Word>()

  function lookUp(raw: string): Word {
    const exact = fold(raw)
    const lower = exact.toLowerCase()
    const keys = new Set([lower, ...prefixLengths.map((n) => `${lower.slice(0, n)}*`)])
    const found = { exact, lower, starts: [...keys].flatMap((key) => byFirstWord.get(key) ?? []) }
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(raw, found)
    return found
  }

  return (text) => {
    const raws = text.match(wordsAndLineEnds) ?? []
    const words = raws.map((raw) => remembered.get(raw) ?? lookUp(raw))
    const hits = words.flatMap(({ starts }, start) => (starts.length ? hitsAt(starts, words, start) : []))
    if (hits.length === 0) return []
    return concepts.flatMap(({ id }, concept) => {
      const best = firstFree(hits.filter((hit) => hit.concept === concept))
      return best ? [{ id, words: excerpt(text, raws, best) }] : []
    })
  }
}

function compileRule({ rule }: Concept, concept: number): Pattern[] {
  const compile = (except: boolean) => (source: string) => {
    const parts = (source.match(patternParts) ?? []).map((part) => ({
      text: fold(part.replace('*', '')),
      open: part.endsWith('*'),
    }))
    if (!parts.length || parts.some((p) => !p.text)) throw new Error(`not a pattern: “${source}”`)
    return { concept, parts, exact: source !== source.toLowerCase(), except }
  }
  return [...(rule?.any ?? []).map(compile(false)), ...(rule?.except ?? []).map(compile(true))]
}

function fold(raw: string): string {
  const bare = raw.replace(/['’ʼ][sS]$/, '').normalize('NFKD')
  return bare.replace(/[\p{M}\p{Cf}]/gu, '')
}

function hitsAt(starts: readonly Pattern[], words: readonly Word[], start: number): Hit[] {
  const matching = starts.filter(({ parts, exact }) =>
    parts.every(({ text, open }, n) => {
      const there = words[start + n]?.[exact ? 'exact' : 'lower'] ?? '\n'
      return open ? there.startsWith(text) : there === text
    }),
  )
  return matching.map((pattern) => ({ ...pattern, start, end: start + pattern.parts.length }))
}

/** Of one concept's hits, in the order of the text: the first that no exception overlaps, the longest there. */
function firstFree(hits: readonly Hit[]): Hit | undefined {
  const gaps = hits.filter((hit) => hit.except)
  const free = hits.filter((hit) => !hit.except && !gaps.some((gap) => gap.start < hit.end && hit.start < gap.end))
  return free.filter((hit) => hit.start === free[0]?.start).sort((a, b) => b.end - a.end)[0]
}

/** The text from the first word of a hit to its last, found by walking the words in order. */
function excerpt(text: string, raws: readonly string[], { start, end }: Hit): string {
  let from = 0
  let to = 0
  for (const [n, raw] of raws.slice(0, end).entries()) {
    const at = text.indexOf(raw, to)
    if (n === start) from = at
    to = at + raw.length
  }
  return text.slice(from, to)
}
