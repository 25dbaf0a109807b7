import type { Report } from './report'

/** All figures with the edition they are of, and which entries in which version it holds. */
export function toJson({ edition, previous, figures, entries, changes }: Report): Buffer {
  const { id, title, asOf, checksum, note, corrects } = edition
  const content = {
    edition: { id, title, asOf, checksum, note, corrects, previous: previous?.id ?? null },
    figures: figures.map(({ drawing: _, ...figure }) => figure),
    entries: entries.map(({ id, version, content }) => ({ id, version, title: content.title })),
    changes,
  }
  return Buffer.from(`${JSON.stringify(content, null, 1)}\n`)
}
