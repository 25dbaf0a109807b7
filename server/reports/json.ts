import { TEXT_BLOCKS } from '../../taxonomy/report-texts'
import { frontText, type Report } from './report'

/** All figures with the edition they are of, and which entries in which version it holds. */
export function toJson(report: Report): Buffer {
  const { edition, previous, figures, entries, changes } = report
  const { id, title, asOf, checksum, note, corrects } = edition
  const content = {
    edition: { id, title, asOf, checksum, note, corrects, previous: previous?.id ?? null },
    figures: figures.map(({ drawing: _, ...figure }) => figure),
    entries: entries.map(({ id, version, content }) => ({ id, version, title: content.title })),
    changes,
    texts: Object.fromEntries(TEXT_BLOCKS.map((block) => [block, frontText(report, block)])),
  }
  return Buffer.from(`${JSON.stringify(content, null, 1)}\n`)
}
