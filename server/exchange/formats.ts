import { Readable } from 'node:stream'
import { writeAtom } from './atom'
import { writeJson, writeJsonLd, writeNdjson } from './json'
import type { Selection } from './selection'

/** A form in which every view of the list can be had at `/activities.{id}`. */
export interface ListFormat {
  id: string
  /** What people call it. */
  label: string
  type: string
  /** Whether browsers are to save it instead of showing it. */
  isFile: boolean
  /** Whether it shrinks much when compressed. */
  isText: boolean
  write: (selection: Selection, page: { address: string; page: number }) => Promise<Readable>
}

const text = (chunks: AsyncGenerator<string>) => Readable.from(chunks, { objectMode: false })

/** What few ask for is loaded when someone does, so that the start need not wait for it. */
export const LIST_FORMATS: ListFormat[] = [
  {
    ...{ id: 'csv', label: 'CSV', type: 'text/csv; charset=utf-8', isFile: true, isText: true },
    write: async (selection) => text((await import('./csv')).writeCsv(selection)),
  },
  {
    ...{ id: 'xlsx', label: 'Excel', isFile: true, isText: false },
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: async (selection) => (await import('./xlsx')).writeXlsx(selection),
  },
  {
    ...{ id: 'json', label: 'JSON', isFile: false, isText: true },
    type: 'application/json; charset=utf-8',
    write: async (selection) => text(writeJson(selection)),
  },
  {
    ...{ id: 'ndjson', label: 'NDJSON', isFile: true, isText: true },
    type: 'application/x-ndjson; charset=utf-8',
    write: async (selection) => text(writeNdjson(selection)),
  },
  {
    ...{ id: 'jsonld', label: 'JSON-LD', isFile: false, isText: true },
    type: 'application/ld+json; charset=utf-8',
    write: async (selection) => text(writeJsonLd(selection)),
  },
  {
    ...{ id: 'atom', label: 'Atom', isFile: false, isText: true },
    type: 'application/atom+xml; charset=utf-8',
    write: async (selection, page) => text(writeAtom(selection, page)),
  },
]
