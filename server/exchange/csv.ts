import { stringify } from 'csv-stringify/sync'
import { neutralised } from './cells'
import { columnsOf } from './columns'
import type { Selection } from './selection'

// Excel takes text for Windows-1252 unless a byte order mark says otherwise.
const MARK = '\uFEFF'

const lines = (rows: (string | number | null)[][]) =>
  stringify(rows, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })

/** A selection as CSV (RFC 4180, UTF-8 with a byte order mark), one row an activity. */
export async function* writeCsv({ taxonomy, origin, pages }: Selection): AsyncGenerator<string> {
  const columns = columnsOf(taxonomy, origin).filter(({ isPublic }) => isPublic)
  yield MARK + lines([columns.map(({ name }) => name)])
  for await (const page of pages())
    yield lines(
      page.map((activity) =>
        columns.map(({ write }) => {
          const cell = write(activity)
          return typeof cell === 'string' ? neutralised(cell) : cell
        }),
      ),
    )
}
