import type { FigureView } from '../../taxonomy/report-pages'
import { useI18n } from '../lib/i18n'

/** With no more columns than this, a table fits a phone. */
const FEW = 3

/** A figure of a report: what it says, its drawing, and its table, folded away beside a drawing. */
export function ReportFigure({ figure }: { figure: FigureView }) {
  const { t } = useI18n()
  const { id, title, finding, note, svg, disclaimer } = figure
  return (
    <div class="report-figure" id={id}>
      <h3>{title}</h3>
      <p>{finding}</p>
      {svg && (
        // Made by the server from figures alone, every text in it escaped.
        <section
          class="drawn"
          aria-label={t('report.drawing', { title })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          dangerouslySetInnerHTML={{ __html: svg }}
        />
      )}
      {svg ? (
        <details>
          <summary>{t('report.table')}</summary>
          <FigureTable figure={figure} />
        </details>
      ) : (
        <FigureTable figure={figure} />
      )}
      <p class="hint">{note}</p>
      {disclaimer && <p class="hint">{disclaimer}</p>}
    </div>
  )
}

function FigureTable({ figure: { title, columns, rows } }: { figure: FigureView }) {
  const { t } = useI18n()
  const texts = columns.filter(({ isNumber }) => !isNumber)
  const form = columns.length <= FEW ? 'few' : texts.length > 1 ? 'fit stack' : 'fit'
  return (
    <section
      class={`table-scroll ${form}`}
      aria-label={t('report.numbers', { title })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table class="narrow">
        <thead>
          <tr>
            {columns.map(({ label, isNumber }) => (
              <th key={label} scope="col" class={isNumber ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {columns.map(({ label, isNumber }, at) =>
                at === 0 ? (
                  <th key={label} scope="row">
                    {row[at]}
                  </th>
                ) : (
                  <td key={label} class={isNumber ? 'number' : undefined} data-label={label}>
                    {row[at]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
