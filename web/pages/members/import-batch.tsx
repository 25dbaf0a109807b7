import type { ImportPageModel } from '../../../taxonomy/import-pages'
import { FieldChange, useFieldLabel } from '../../components/members/field-diff'
import { Act, Done, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { Counts } from './import'

type Model = Extract<ImportPageModel, { page: 'import-batch' }>

/** One import: its columns, what becomes of its rows, and what can be done with it now. */
export function ImportBatchPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { batch, progress } = model
  const by = {
    mode: t(`import.mode.${batch.mode}`),
    entity: batch.entity || t('import.allEntities'),
    by: batch.by || t('import-batch.commandLine'),
  }
  return (
    <div class="wide">
      <h1>{batch.name}</h1>
      <Done done={model.done} />
      <FormProblems problems={model.problems} form="import" />
      <p class="byline">
        <b>{t(`import.state.${batch.state}`)}</b> · {t('import-batch.by', by)} ·{' '}
        <a href="/import">{t('import-batch.all')}</a>
      </p>
      {batch.reason && <p class="note">{batch.reason}</p>}
      {progress ? <Working model={model} /> : <Settled model={model} />}
    </div>
  )
}

function Working({ model: { batch, progress } }: { model: Model }) {
  const { t } = useI18n()
  const { part = 0, rows = 0 } = progress ?? {}
  return (
    <div role="status">
      <p>
        <progress
          max={1}
          {...(part > 0 ? { value: part } : {})}
          aria-label={t(`import.state.${batch.state}`)}
        />{' '}
        {t('import-batch.rows', { count: rows })}
      </p>
      <p>{t('import-batch.wait')}</p>
      <a class="button plain" href={`/import/${batch.id}`}>
        {t('import-batch.refresh')}
      </a>
    </div>
  )
}

function Settled({ model }: { model: Model }) {
  const { t } = useI18n()
  const { batch, about } = model
  const { state, id } = batch
  const asks = state === 'mapping'
  return (
    <>
      <Counts counts={batch.counts} />
      <Notes model={model} />
      {about.columns.length > 0 && (asks || state === 'checked') && (
        <details open={asks}>
          <summary>{t(asks ? 'import-batch.columns' : 'import-batch.changeColumns')}</summary>
          <Columns model={model} />
        </details>
      )}
      {state === 'checked' && <Import model={model} />}
      {state === 'imported' && <Undo model={model} />}
      {(state === 'failed' || state === 'checked') && (
        <Act action={`/import/${id}/check`} label={t('import-batch.again')} />
      )}
      {model.rows.length > 0 && <Rows model={model} />}
    </>
  )
}

function Notes({ model: { about } }: { model: Model }) {
  const { t, find } = useI18n()
  if (about.notes.length === 0) return null
  return (
    <section>
      <h2>{t('import-batch.notes')}</h2>
      <ul>
        {about.notes.map(({ code, place, count }) => (
          <li key={code + place}>{find(`import-batch.note.${code}`, { place, count }) ?? code}</li>
        ))}
      </ul>
    </section>
  )
}

function Columns({ model: { batch, about, targets } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <form method="post" action={`/import/${batch.id}/columns`} class="form">
      <p class="hint">{t('import-batch.columnsHint')}</p>
      {about.columns.map(({ at, letter, heading, target }) => (
        <div class="form-field" key={at}>
          <label for={`column-${at}`}>{t('import-batch.column', { letter, heading })}</label>
          <select id={`column-${at}`} name={`column-${at}`}>
            <option value="" selected={!target}>
              {t('import-batch.aside')}
            </option>
            {targets.map(({ name, help }) => (
              <option key={name} value={name} selected={name === target}>
                {`${name}: ${help}`.slice(0, 90)}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit" class="button">
        {t('import-batch.useColumns')}
      </button>
    </form>
  )
}

function Import({ model: { batch } }: { model: Model }) {
  const { t } = useI18n()
  const { new: fresh = 0, changed = 0, held = 0, duplicate = 0 } = batch.counts
  const count = fresh + changed + held
  if (count + duplicate === 0) return <p>{t('import-batch.nothing')}</p>
  return (
    <form method="post" action={`/import/${batch.id}/run`} class="form">
      <p>
        {t(batch.mode === 'publish' ? 'import-batch.willPublish' : 'import-batch.willSubmit')}{' '}
        {t('import-batch.skipped')}
      </p>
      {duplicate > 0 && (
        <p>
          <label>
            <input type="checkbox" name="duplicates" /> {t('import-batch.duplicates')}
          </label>
        </p>
      )}
      <button type="submit" class="button">
        {t('import-batch.import', { count })}
      </button>
    </form>
  )
}

function Undo({ model: { batch } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <details>
      <summary>{t('import-batch.undo')}</summary>
      <form method="post" action={`/import/${batch.id}/undo`} class="form">
        <p>{t('import-batch.undoHint')}</p>
        <label>
          {t('import-batch.undoWhy')} <input name="reason" maxLength={1000} />
        </label>{' '}
        <button type="submit" class="button danger">
          {t('import-batch.undo')}
        </button>
      </form>
    </details>
  )
}

function Rows({ model }: { model: Model }) {
  const { t, number } = useI18n()
  const { batch, filter } = model
  const url = (outcome: string, page = 1) =>
    `/import/${batch.id}?${new URLSearchParams({ outcome, page: String(page) })}`
  const outcomes = Object.entries(batch.counts) as [keyof typeof batch.counts, number][]
  return (
    <section>
      <h2>{t('import-batch.table')}</h2>
      <nav class="acts" aria-label={t('import-batch.outcomes')}>
        <a
          class="button plain"
          href={url('')}
          aria-current={filter.outcome === '' ? 'page' : undefined}
        >
          {t('import-batch.every')}
        </a>
        {outcomes.map(([outcome, count]) => (
          <a
            key={outcome}
            class="button plain"
            href={url(outcome)}
            aria-current={filter.outcome === outcome ? 'page' : undefined}
          >
            {t(`import.outcome.${outcome}`)} ({number(count)})
          </a>
        ))}
      </nav>
      {batch.state === 'checked' && (
        <p>
          <a
            class="button plain"
            href={`/import/${batch.id}/problems?${new URLSearchParams({ outcome: filter.outcome })}`}
          >
            {t('import-batch.problems')}
          </a>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="table-scroll stack checked" aria-label={t('import-batch.table')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import-batch.row')}</th>
              <th scope="col">{t('import-batch.outcome')}</th>
              <th scope="col">{t('import-batch.entry')}</th>
              <th scope="col">{t('import-batch.why')}</th>
            </tr>
          </thead>
          <tbody>
            {model.rows.map((row) => (
              <Row key={row.row} row={row} labels={model.labels} />
            ))}
          </tbody>
        </table>
      </section>
      {filter.pages > 1 && (
        <nav class="pages" aria-label={t('pages.label')}>
          {filter.page > 1 && (
            <a rel="prev" href={url(filter.outcome, filter.page - 1)}>
              {t('pages.previous')}
            </a>
          )}
          <span>{t('import-batch.page', { page: filter.page, pages: filter.pages })}</span>
          {filter.page < filter.pages && (
            <a rel="next" href={url(filter.outcome, filter.page + 1)}>
              {t('pages.next')}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

function Row({ row, labels }: { row: Model['rows'][number]; labels: Record<string, string> }) {
  const { t } = useI18n()
  const labelOf = useFieldLabel(labels)
  const { activityId, outcome, detail } = row
  return (
    <tr>
      <th scope="row" data-label={t('import-batch.row')}>
        {row.row}
      </th>
      <td data-label={t('import-batch.outcome')}>
        {t(`import.outcome.${outcome}`)}
        {outcome === 'duplicate' && activityId !== null && (
          <> {t('import-batch.of', { id: String(activityId) })}</>
        )}
      </td>
      <td data-label={t('import-batch.entry')}>
        {activityId === null ? (
          row.title
        ) : (
          <a href={activityUrl(activityId)}>{row.title || activityId}</a>
        )}
      </td>
      <td>
        {detail.problems.length > 0 && (
          <ul>
            {detail.problems.map(({ place, value, reason }) => (
              <li key={place + reason}>
                {place && <b>{place} </b>}
                {value && <q>{value}</q>} {reason}
              </li>
            ))}
          </ul>
        )}
        {detail.diff.map((diff) => (
          <div key={diff.field}>
            <b>{labelOf(diff.field)}</b>
            <FieldChange diff={diff} />
          </div>
        ))}
      </td>
    </tr>
  )
}
