import type { PublishedActivity } from '../../server/catalogue/reader'
import { catalogueRecordSchema } from '../../server/exchange/catalogue-format'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'

/** Mulberry32: a small seeded generator, so that every run makes the same activities. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Reads lines of the catalogue's own form, published ones only. */
export function readActivities(lines: string): PublishedActivity[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => catalogueRecordSchema.parse(JSON.parse(line)))
    .filter(({ published }) => published)
    .map(({ id, published: _, created, updated, ...content }) => ({
      id,
      version: 1,
      content,
      createdOn: created,
      updatedOn: updated,
    }))
}

/**
 * Recombines real activities into as many as wanted: sentences and labels of several,
 * plus now and then a name nobody has used yet, so that the vocabulary grows with the
 * size as in real text (Heaps' law: about one new word in 150).
 */
export function generateActivities(
  real: readonly PublishedActivity[],
  count: number,
  seed = 1,
): PublishedActivity[] {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const sentences = real.flatMap(({ content }) => content.summary.match(/[^.!?]+[.!?]+/g) ?? [])
  const made: PublishedActivity[] = [...real]
  for (let id = 20_000; made.length < count; id++) {
    const [a, b, c] = [pick(real).content, pick(real).content, pick(real).content]
    const name = newName(random)
    const titleWords = [...a.title.split(' ').slice(0, 4), ...b.title.split(' ').slice(-4)].join(
      ' ',
    )
    const content: ActivityContent = activitySchema.parse({
      ...a,
      title: `${name}: ${titleWords}`.slice(0, 290),
      summary: [pick(sentences), pick(sentences), pick(sentences), `It is called ${name}.`]
        .join(' ')
        .trim(),
      partners: [
        ...b.partners.slice(0, 3),
        ...(random() < 0.3 ? [`${newName(random)} Institute`] : []),
      ],
      countries: b.countries,
      sectors: c.sectors,
      techniques: c.techniques,
      startDate: c.startDate,
    })
    const source = pick(real)
    made.push({ id, version: 1, content, createdOn: source.createdOn, updatedOn: source.updatedOn })
  }
  return made.slice(0, count)
}

const SYLLABLES =
  'ba be bo da do fa ga ka ke ki ko la le li lo ma me mi mo na ne no pa ra re ri ro sa se si so ta te ti to va vi wa za'.split(
    ' ',
  )

function newName(random: () => number): string {
  const length = 3 + Math.floor(random() * 2)
  const word = Array.from(
    { length },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
  ).join('')
  return word[0]?.toUpperCase() + word.slice(1)
}
