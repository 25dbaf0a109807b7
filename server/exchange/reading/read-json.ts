import { createReadStream } from 'node:fs'
import { say } from '../../messages/say'
import { linesOf } from './lines'
import { FILE_LIMITS, FileRefused, type Source, type SourceRow } from './source'

/** Opens a file of one JSON object a line. */
export function readJsonLines(path: string): Source {
  return { format: 'jsonl', sheet: '', rows: recordsOf(path), notes: [], merged: [] }
}

/** Opens a JSON file that holds one list of objects, by itself or within an object. */
export function readJson(path: string): Source {
  return { format: 'json', sheet: '', rows: elementsOf(path), notes: [], merged: [] }
}

async function* recordsOf(path: string): AsyncGenerator<SourceRow> {
  let row = 0
  for await (const line of linesOf(path, FILE_LIMITS.record + 1)) {
    row++
    const text = row === 1 ? line.replace(/^\uFEFF/, '') : line
    if (text.trim() !== '') yield toRow(row, text)
  }
}

/** Takes the objects of the list out of the text one by one, so that no file is parsed as a whole. */
async function* elementsOf(path: string): AsyncGenerator<SourceRow> {
  let row = 0
  let inList = false
  let depth = 0
  let inString = false
  let escaped = false
  let text = ''
  let ended = false
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    let from = depth > 0 ? 0 : -1
    for (let at = 0; at < chunk.length && !ended; at++) {
      const character = chunk[at] as string
      if (inString) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') inString = false
      } else if (character === '"') inString = true
      else if (!inList) inList = character === '['
      else if (character === '{' || character === '[') {
        if (depth++ === 0) from = at
      } else if (character === '}' || character === ']') {
        if (depth === 0) ended = true
        else if (--depth === 0) {
          yield toRow(++row, text + chunk.slice(from, at + 1))
          text = ''
          from = -1
        }
      }
    }
    if (depth > 0 && from >= 0) text += chunk.slice(from)
    if (text.length > FILE_LIMITS.record)
      throw new FileRefused(say('file.longRecord', { record: row + 1, most: FILE_LIMITS.record }))
  }
  if (!inList) throw new FileRefused(say('file.noRecords'))
  if (!ended) throw new FileRefused(say('file.endsWithin', { count: row }))
}

function toRow(row: number, text: string): SourceRow {
  const fault = (reason: string): SourceRow => ({
    ...{ row, cells: [] },
    faults: [{ column: null, value: text.slice(0, 100), reason }],
  })
  if (text.length > FILE_LIMITS.record)
    return fault(say('record.long', { most: FILE_LIMITS.record }))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fault(say('record.noJson'))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault(say('record.noObject'))
  return { row, cells: [], record: value as Record<string, unknown>, faults: [] }
}
