/** Every form the report comes in, with its media type. */
export const FORMATS = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

export type Format = keyof typeof FORMATS

/** What a report is at while it is made. */
export type Stage = 'reading' | 'counting' | 'drawing' | 'setting' | 'writing'

/** What is done for each form, in this order. */
export const STAGES: Record<Format, readonly Stage[]> = {
  pdf: ['reading', 'counting', 'drawing', 'setting', 'writing'],
  docx: ['reading', 'counting', 'drawing', 'writing'],
  xlsx: ['reading', 'counting', 'writing'],
  html: ['reading', 'counting', 'drawing', 'writing'],
  json: ['reading', 'counting', 'writing'],
}

export function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text)
}
