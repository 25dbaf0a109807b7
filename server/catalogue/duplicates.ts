import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'

/** What the comparison remembers of an activity: hashes of its words, not the words. */
interface Fingerprint {
  id: number
  createdOn: string
  entities: readonly string[]
  title: ReadonlySet<number>
  words: ReadonlySet<number>
}

/** A likeness of two activities. */
export interface Likeness {
  id: number
  /** Shared part of the titles' words and of all words, 0 to 1 (Jaccard). */
  title: number
  text: number
}

/** A phrase that more activities than this begin or share says nothing about likeness. */
const COMMON = 40
const LITTLE = new Set(
  'a an and are as at by for from in into is it its of on or that the their this to using with'.split(
    ' ',
  ),
)

/**
 * Finds activities that seem to be the same one, filed twice. Candidates share a phrase
 * of three words in the title (or the whole of a shorter one), so that each is compared
 * with few others even among 100,000.
 */
export class DuplicateFinder {
  readonly #fingerprints = new Map<number, Fingerprint>()
  readonly #byPhrase = new Map<string, number[]>()

  /** Remembers an activity, instead of what was remembered of it before. */
  add(id: number, content: ActivityContent, createdOn: string): void {
    this.#fingerprints.set(id, fingerprintOf(id, content, createdOn))
    for (const phrase of phrasesOf(content.title)) {
      const sharing = this.#byPhrase.get(phrase)
      if (!sharing) this.#byPhrase.set(phrase, [id])
      else if (sharing.length <= COMMON) sharing.push(id)
    }
  }

  /** Forgets an activity. */
  remove(id: number): void {
    this.#fingerprints.delete(id)
  }

  /** Activities remembered so far that this one seems to repeat, most alike first. */
  find(id: number, content: ActivityContent, createdOn: string): Likeness[] {
    const own = fingerprintOf(id, content, createdOn)
    const candidates = new Set(
      phrasesOf(content.title).flatMap((phrase) => {
        const sharing = this.#byPhrase.get(phrase) ?? []
        return sharing.length <= COMMON ? sharing : []
      }),
    )
    return [...candidates]
      .flatMap((candidate) => this.#fingerprints.get(candidate) ?? [])
      .filter((other) => other.id !== id && other.entities.some((e) => own.entities.includes(e)))
      .map((other) => ({
        other,
        title: shared(own.title, other.title),
        text: shared(own.words, other.words),
      }))
      .filter(({ other, title, text }) => isDuplicate(own, other, title, text))
      .map(({ other, title, text }) => ({ id: other.id, title, text }))
      .sort((a, b) => b.title + b.text - (a.title + a.text))
  }
}

/** How much of the words of two entries' titles, and of their titles and summaries, is shared. */
export function likenessOf(one: Wording, other: Wording): Omit<Likeness, 'id'> {
  const hashes = (text: string) => new Set(wordsOf(text).map(hash))
  const whole = ({ title, summary }: Wording) => hashes(`${title} ${summary}`)
  return {
    title: shared(hashes(one.title), hashes(other.title)),
    text: shared(whole(one), whole(other)),
  }
}

/** The texts that likeness is judged by. */
export type Wording = Pick<ActivityContent, 'title' | 'summary'>

/**
 * Entries filed side by side on one day are a series that someone entered on purpose
 * (two editions of a course, the same project in two states) unless their texts are the
 * same; otherwise the same title is the same activity, and a similar one is if the
 * texts agree.
 */
function isDuplicate(a: Fingerprint, b: Fingerprint, title: number, text: number): boolean {
  if (Math.abs(a.id - b.id) === 1 && a.createdOn === b.createdOn) return text > 0.95
  return (title > 0.9 && text > 0.15) || (title > 0.6 && text > 0.45)
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '' && !LITTLE.has(word))
}

function phrasesOf(title: string): string[] {
  const words = wordsOf(title)
  if (words.length <= 3) return [words.join(' ')]
  return words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`)
}

function fingerprintOf(id: number, content: ActivityContent, createdOn: string): Fingerprint {
  const title = wordsOf(content.title)
  return {
    id,
    createdOn,
    entities: content.entities,
    title: new Set(title.map(hash)),
    words: new Set([...title, ...wordsOf(content.summary)].map(hash)),
  }
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(word: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < word.length; at++)
    value = Math.imul(value ^ word.charCodeAt(at), 0x01000193)
  return value >>> 0
}

function shared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0
  for (const word of a) if (b.has(word)) both++
  return both / (a.size + b.size - both || 1)
}
