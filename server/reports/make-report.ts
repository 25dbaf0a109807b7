import type { Taxonomy } from '../../taxonomy/taxonomy'
import { toDocx } from './docx'
import type { Format, Stage } from './formats'
import { toHtml } from './html'
import { toJson } from './json'
import { toPdf } from './pdf'
import type { EditionReader } from './reader'
import { documentOf, type Report, readReport } from './report'
import { toXlsx } from './xlsx'

/**
 * The report in one form. The same edition, address and program give the same bytes.
 *
 * @param origin address of the site without a slash at the end, which entries link to
 * @param say told what is done now
 */
export async function makeReport(
  report: Report,
  format: Format,
  { taxonomy, origin }: { taxonomy: Taxonomy; origin: string },
  say: (stage: Stage) => void = () => {},
): Promise<Buffer> {
  if (format === 'json' || format === 'xlsx') {
    say('writing')
    return format === 'json' ? toJson(report) : toXlsx(report, taxonomy, origin)
  }
  say('drawing')
  const document = documentOf(report, taxonomy, origin)
  if (format === 'pdf') {
    say('setting')
    return (await toPdf(document, () => say('writing'))).bytes
  }
  say('writing')
  return format === 'html' ? toHtml(document) : toDocx(document)
}

/** The same from the store; undefined where there is no such edition. */
export async function reportBytes(
  reader: EditionReader,
  options: { taxonomy: Taxonomy; origin: string },
  { edition, format, say }: { edition: string; format: Format; say: (stage: Stage) => void },
): Promise<Buffer | undefined> {
  const report = await readReport(reader, options.taxonomy, edition, say)
  return report && makeReport(report, format, options, say)
}
