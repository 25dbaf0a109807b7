import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'

/** What the comparison remembers of an activity: hashes of its words, not the words. */
interface Fingerprint {
  id: number
  createdOn: string
  entities: readonly string[]
  title: Hashes
  words: Hashes
}

/** Hashes of different words, ascending: smaller than a set, and sooner compared. */
type Hashes = Uint32Array

/** A likeness of two activities. */
export interface Likeness {
  id: number
  /** Shared part of the titles' words and of all words, 0 to 1 (Jaccard). */
  title: number
  text: number
}

/** A phrase that more activities than this begin or share says nothing about likeness. */
const COMMON = 40
/** Of entries not filed side by side, titles that share no more of their words are different ones. */
const TITLE_LEAST = 0.6
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
    this.remember(portraitOf(id, content, createdOn))
  }

  /** Forgets an activity. */
  remove(id: number): void {
    this.#fingerprints.delete(id)
  }

  /** Activities remembered so far that this one seems to repeat, most alike first. */
  find(id: number, content: ActivityContent, createdOn: string): Likeness[] {
    return this.compare(portraitOf(id, content, createdOn))
  }

  /** `find`, then `add`. */
  findAndAdd(id: number, content: ActivityContent, createdOn: string): Likeness[] {
    const portrait = portraitOf(id, content, createdOn)
    const alike = this.compare(portrait)
    this.remember(portrait)
    return alike
  }

  /** `add` of a portrait made before. */
  remember({ fingerprint, phrases }: Portrait): void {
    this.#fingerprints.set(fingerprint.id, fingerprint)
    for (const phrase of phrases) {
      const sharing = this.#byPhrase.get(phrase)
      if (!sharing) this.#byPhrase.set(phrase, [fingerprint.id])
      else if (sharing.length <= COMMON) sharing.push(fingerprint.id)
    }
  }

  /** `find` by a portrait made before. */
  compare({ fingerprint: own, phrases }: Portrait): Likeness[] {
    const candidates = new Set<number>()
    for (const phrase of phrases) {
      const sharing = this.#byPhrase.get(phrase) ?? []
      if (sharing.length <= COMMON) for (const id of sharing) candidates.add(id)
    }
    const alike: Likeness[] = []
    for (const candidate of candidates) {
      const other = this.#fingerprints.get(candidate)
      if (!other || other.id === own.id) continue
      if (!other.entities.some((entity) => own.entities.includes(entity))) continue
      const title = shared(own.title, other.title)
      // Of most candidates the titles tell already that the texts need no look.
      if (title <= TITLE_LEAST && !isSeries(own, other)) continue
      const text = shared(own.words, other.words)
      if (isDuplicate(own, other, title, text)) alike.push({ id: other.id, title, text })
    }
    return alike.sort((a, b) => b.title + b.text - (a.title + a.text))
  }
}

/** How much of the words of two entries' titles, and of their titles and summaries, is shared. */
export function likenessOf(one: Wording, other: Wording): Omit<Likeness, 'id'> {
  const hashes = (text: string) => hashesOf(wordsOf(text))
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
  if (isSeries(a, b)) return text > 0.95
  return (title > 0.9 && text > 0.15) || (title > TITLE_LEAST && text > 0.45)
}

function isSeries(a: Fingerprint, b: Fingerprint): boolean {
  return Math.abs(a.id - b.id) === 1 && a.createdOn === b.createdOn
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '' && !LITTLE.has(word))
}

/** An activity as it is looked for: its fingerprint, and the phrases it is found by. */
export interface Portrait {
  fingerprint: Fingerprint
  phrases: readonly string[]
}

/** What an activity is compared by; to make it is most of the work. */
export function portraitOf(id: number, content: ActivityContent, createdOn: string): Portrait {
  const title = wordsOf(content.title)
  const words = [...title, ...wordsOf(content.summary)]
  const { entities } = content
  return {
    fingerprint: { id, createdOn, entities, title: hashesOf(title), words: hashesOf(words) },
    phrases: phrasesOf(title),
  }
}

function phrasesOf(title: readonly string[]): string[] {
  if (title.length <= 3) return [title.join(' ')]
  return title.slice(2).map((word, at) => `${title[at]} ${title[at + 1]} ${word}`)
}

function hashesOf(words: readonly string[]): Hashes {
  const sorted = new Uint32Array(words.length)
  for (let at = 0; at < words.length; at++) sorted[at] = hash(words[at] as string)
  sorted.sort()
  let kept = 0
  for (const value of sorted) if (kept === 0 || value !== sorted[kept - 1]) sorted[kept++] = value
  return sorted.slice(0, kept)
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(word: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < word.length; at++)
    value = Math.imul(value ^ word.charCodeAt(at), 0x01000193)
  return value >>> 0
}

function shared(a: Hashes, b: Hashes): number {
  let both = 0
  for (let atA = 0, atB = 0; atA < a.length && atB < b.length; ) {
    const difference = (a[atA] as number) - (b[atB] as number)
    if (difference === 0) both++
    if (difference <= 0) atA++
    if (difference >= 0) atB++
  }
  return both / (a.length + b.length - both || 1)
}
