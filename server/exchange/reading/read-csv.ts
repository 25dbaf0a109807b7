import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, type Options, parse } from 'csv-parse'
import { parse as parseAll } from 'csv-parse/sync'
import { say } from '../../messages/say'
import {
  FILE_LIMITS,
  FileRefused,
  note,
  type RowFault,
  type Source,
  type SourceRow,
} from './source'

const DELIMITERS = [',', ';', '\t', '|']
/** How much of a file tells its delimiter, in characters. */
const SAMPLE = 64 * 1024

const options = (delimiter: string): Options => ({
  delimiter,
  bom: true,
  info: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: FILE_LIMITS.record,
})

/**
 * Opens a table in text form: any usual delimiter, UTF-8 (with or without its mark), UTF-16 or
 * Windows-1252.
 *
 * @throws {FileRefused} when it is no text
 */
export async function readCsv(path: string): Promise<Source> {
  const encoding = await encodingOf(path)
  const notes: Source['notes'] = []
  if (encoding === 'windows-1252') note(notes, 'windows-1252', '')
  let sample = ''
  for await (const piece of decoded(path, encoding)) {
    sample += piece
    if (sample.length >= SAMPLE) break
  }
  const declared = /^\uFEFF?sep=(.)\r?\n/.exec(sample)
  const delimiter = declared?.[1] ?? delimiterOf(sample.slice(0, SAMPLE))
  const rows = rowsOf(path, encoding, delimiter, declared ? 1 : 0)
  return { format: 'csv', sheet: '', rows, notes, merged: [] }
}

/** Reads the file once: bytes that are no UTF-8 mean Windows-1252, what spreadsheets else write. */
async function encodingOf(path: string): Promise<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    if (!decoder) {
      if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
      if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
      decoder = new TextDecoder('utf-8', { fatal: true })
    }
    if (bytes.includes(0)) throw new FileRefused(say('file.noText'))
    try {
      decoder.decode(bytes, { stream: true })
    } catch {
      return 'windows-1252'
    }
  }
  return 'utf-8'
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path)) {
    const text = decoder.decode(chunk as Buffer, { stream: true })
    if (text) yield text
  }
  const rest = decoder.decode()
  if (rest) yield rest
}

/** The delimiter by which the first lines come apart into most columns, alike from line to line. */
function delimiterOf(sample: string): string {
  const scored = DELIMITERS.map((delimiter) => {
    const widths: number[] = []
    const on_record = (record: string[]) => void widths.push(record.length)
    try {
      parseAll(sample, { ...options(delimiter), info: false, to: 50, on_record } as Options)
    } catch {
      // The sample may end within a quotation: what was read before it tells as much.
    }
    const several = widths.filter((width) => width > 1).sort((a, b) => a - b)
    const usual = several[Math.floor(several.length / 2)] ?? 0
    const alike = several.filter((width) => width === usual).length
    // The separator of lists within cells makes more columns now and then, but not alike.
    return { delimiter, score: (alike * alike * usual) / Math.max(1, several.length) }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

interface Record_ {
  record: string[]
  info: { lines: number }
}

async function* rowsOf(
  path: string,
  encoding: string,
  delimiter: string,
  skipped: number,
): AsyncGenerator<SourceRow> {
  const parser = Readable.from(decoded(path, encoding)).pipe(parse(options(delimiter)))
  let count = 0
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<Record_>) {
      const row = line
      line = info.lines + 1
      if (++count <= skipped || record.every((cell) => cell.trim() === '')) continue
      if (record.length > FILE_LIMITS.columns)
        throw new FileRefused(say('file.columns', { line: row, most: FILE_LIMITS.columns }))
      const long = record.findIndex((cell) => cell.length > FILE_LIMITS.cell)
      yield { row, cells: record, faults: long < 0 ? [] : [longCell(record, long)] }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new FileRefused(csvProblem(error, line))
  }
}

function longCell(record: readonly string[], column: number): RowFault {
  const reason = say('cell.long', { most: FILE_LIMITS.cell })
  return { column, value: record[column]?.slice(0, 100) ?? '', reason }
}

function csvProblem({ code, message }: CsvError, line: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return say('file.quoteOpen', { line })
  if (code === 'CSV_MAX_RECORD_SIZE') return say('file.longRow', { line, most: FILE_LIMITS.record })
  return say('file.unreadable', { line, message: message.split('\n')[0] ?? '' })
}
