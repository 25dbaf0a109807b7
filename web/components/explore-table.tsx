import type { ExploreView } from '../../taxonomy/report-pages'
import { useI18n } from '../lib/i18n'

/** With more rows than this, a table scrolls in itself, so that its head stays in sight. */
const LONG = 30

/** An answer: what it says, its drawing, its table with a way to the activities behind each number. */
export function ExploreTable({ view }: { view: ExploreView }) {
  const { t } = useI18n()
  const { table, svg, leftOut, files } = view
  return (
    <div class="explore-answer">
      <h2>{table.title}</h2>
      <p>{table.finding}</p>
      {/* Made by the server from figures alone, every text in it escaped. */}
      {svg && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="drawn" aria-label={t('explore.chart', { title: table.title })} tabIndex={0}>
          <div dangerouslySetInnerHTML={{ __html: svg }} />
        </section>
      )}
      {leftOut && <p class="hint">{leftOut}</p>}
      {table.rows.length > 0 && <Numbers table={table} />}
      <h3>{t('explore.how')}</h3>
      <ul class="hint">
        {table.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <ul class="downloads" aria-label={t('explore.files')}>
        {files.map(({ format, url }) => (
          <li key={format}>
            <a href={url}>{format.toUpperCase()}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Numbers({ table }: { table: ExploreView['table'] }) {
  const { t, number } = useI18n()
  const { title, rowLabel, columns, rows, all } = table
  const line = ({ id, label, cells }: (typeof rows)[number]) => (
    <tr key={id} class={id === 'all' ? 'all' : undefined}>
      <th scope="row">{label}</th>
      {cells.map(({ value, url }, at) => {
        const column = columns[at]
        const isChange = column?.id === 'change'
        return (
          <td key={column?.id} class="number">
            {url && value > 0 ? (
              <a
                href={url}
                aria-label={`${number(value)}. ${t('explore.list', { row: label, column: column?.label ?? '' })}`}
              >
                {number(value)}
              </a>
            ) : isChange && value > 0 ? (
              `+${number(value)}`
            ) : (
              number(value)
            )}
          </td>
        )
      })}
    </tr>
  )
  return (
    <section
      class={`table-scroll cross${rows.length > LONG ? ' long' : ''}`}
      aria-label={t('explore.table', { title })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{rowLabel}</th>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col" class="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        <tfoot>{line(all)}</tfoot>
      </table>
    </section>
  )
}
