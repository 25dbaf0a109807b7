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

/** A pattern: its words folded, `open` where written with `*`; `exact` with a capital in it. */
interface Pattern {
  concept: number
  except: boolean
  spelling: 'lower' | 'exact'
  parts: { text: string; open: boolean }[]
}

/** A word in two spellings, and what may begin with it, by the initial of the next word (or ''). */
type Word = { lower: string; exact: string; starts: Map<string, Pattern[]> }

/** A match from word `start` up to, not including, word `end`. */
type Hit = { pattern: Pattern; start: number; end: number }

// The `'s` of a possessive goes with its word and is dropped: "women's rights" is "women rights".
const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*(?:['’ʼ][sS](?![\p{L}\p{N}]))?`
const wordsAndLineEnds = new RegExp(String.raw`${word}|[\n\r\u2028\u2029]`, 'gu')
const patternParts = new RegExp(String.raw`${word}\*?|\*`, 'gu')

/** Distinct words kept before starting afresh, so that a long import stays within bounds. */
const maxRemembered = 100_000

/**
 * Compiles the rules of a vocabulary, once. The function it returns gives the concepts a text
 * earns, in the vocabulary's order, each with the first words that match (the longest phrase,
 * where several begin there). No phrase reaches across a line end or words that `except` took out.
 *
 * @throws Error for a pattern without a word, or with a `*` standing alone
 */
export function compileTagger(concepts: readonly Concept[]): (text: string) => Evidence[] {
  const patterns = concepts.flatMap(compileRule)
  const remembered = new Map<string, Word>()
  function read(raw: string): Word {
    const exact = fold(raw)
    const found: Word = { exact, lower: exact.toLowerCase(), starts: new Map() }
    for (const pattern of patterns.filter((p) => fits(p, 0, found))) {
      const initial = pattern.parts[1]?.text.charAt(0).toLowerCase() ?? ''
      found.starts.set(initial, [...(found.starts.get(initial) ?? []), pattern])
    }
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(raw, found)
    return found
  }

  return (text) => {
    const raws = text.match(wordsAndLineEnds) ?? []
    const words = raws.map((raw) => remembered.get(raw) ?? read(raw))
    const hits: Hit[] = []
    words.forEach(({ starts }, start) => {
      if (starts.size === 0) return
      const longer = starts.get(words[start + 1]?.lower.charAt(0) ?? '\n') ?? []
      for (const pattern of [...(starts.get('') ?? []), ...longer]) {
        let end = start + 1
        while (fits(pattern, end - start, words[end])) end++
        if (end - start === pattern.parts.length) hits.push({ pattern, start, end })
      }
    })
    const best = firstFree(hits)
    return concepts.flatMap(({ id }, concept) => {
      const hit = best.get(concept)
      return hit ? [{ id, words: excerpt(text, raws, hit) }] : []
    })
  }
}

function compileRule({ rule }: Concept, concept: number): Pattern[] {
  const { any = [], except = [] } = rule ?? {}
  return [...any, ...except].map((source, n) => {
    const words = source.match(patternParts) ?? ['*']
    if (words.includes('*')) throw new Error(`not a pattern: “${source}”`)
    const parts = words.map((w) => ({ text: fold(w.replace('*', '')), open: w.endsWith('*') }))
    const spelling = source === source.toLowerCase() ? 'lower' : 'exact'
    return { concept, except: n >= any.length, parts, spelling }
  })
}

function fold(raw: string): string {
  return raw.normalize('NFKD').replace(/[\p{M}\p{Cf}]|['’ʼ][sS]$/gu, '')
}

function fits({ parts, spelling }: Pattern, n: number, there: Word | undefined): boolean {
  const part = parts[n]
  const text = there?.[spelling]
  return !!part && (part.open ? !!text?.startsWith(part.text) : text === part.text)
}

/** By concept, the first hit that no exception overlaps, the longest where several start there. */
function firstFree(hits: readonly Hit[]): Map<number, Hit> {
  const best = new Map<number, Hit>()
  for (const hit of hits) {
    const { concept, except } = hit.pattern
    const known = best.get(concept)
    if (except || (known && (known.start < hit.start || known.end >= hit.end))) continue
    const overlaps = (other: Hit) => other.start < hit.end && hit.start < other.end
    const gaps = hits.filter(({ pattern }) => pattern.except && pattern.concept === concept)
    if (!gaps.some(overlaps)) best.set(concept, hit)
  }
  return best
}

/** The text from the first word of a hit to its last, found by walking the words in order. */
function excerpt(text: string, raws: readonly string[], { start, end }: Hit): string {
  let from = 0
  for (const raw of raws.slice(0, start)) from = text.indexOf(raw, from) + raw.length
  let to = from
  for (const raw of raws.slice(start, end)) to = text.indexOf(raw, to) + raw.length
  return text.slice(text.indexOf(raws[start] ?? '', from), to)
}
