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
