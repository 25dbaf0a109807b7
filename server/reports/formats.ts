import type { Taxonomy } from '../../taxonomy/taxonomy'
import { toDocx } from './docx'
import { toHtml } from './html'
import { toJson } from './json'
import { toPdf } from './pdf'
import { documentOf, type Report } from './report'
import { toXlsx } from './xlsx'

/** Every form the report comes in, with its media type. */
export const FORMATS = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

export type Format = keyof typeof FORMATS

export function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text)
}

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
