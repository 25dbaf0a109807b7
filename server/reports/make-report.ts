import type { Taxonomy } from '../../taxonomy/taxonomy'
import { toDocx } from './docx'
import type { Format } from './formats'
import { toHtml } from './html'
import { toJson } from './json'
import type { Stage } from './make-file'
import { toPdf } from './pdf'
import type { EditionReader } from './reader'
import { documentOf, type Report, readReport } from './report'
import { toXlsx } from './xlsx'

/**
 * The report in one form. The same edition, address and program give the same bytes.
 *
 * @param origin address of the site without a slash at the end, which entries link to
 */
export async function makeReport(
  report: Report,
  format: Format,
  { taxonomy, origin }: { taxonomy: Taxonomy; origin: string },
): Promise<Buffer> {
  if (format === 'json') return toJson(report)
  if (format === 'xlsx') return toXlsx(report, taxonomy, origin)
  const document = documentOf(report, taxonomy, origin)
  if (format === 'html') return toHtml(document)
  return format === 'docx' ? toDocx(document) : (await toPdf(document)).bytes
}

/** The same from the store; undefined where there is no such edition. */
export async function reportBytes(
  reader: EditionReader,
  options: { taxonomy: Taxonomy; origin: string },
  { edition, format, say }: { edition: string; format: Format; say: (stage: Stage) => void },
): Promise<Buffer | undefined> {
  say('reading')
  const report = await readReport(reader, options.taxonomy, edition)
  if (!report) return undefined
  say('setting')
  return makeReport(report, format, options)
}
