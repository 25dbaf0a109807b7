import type { ImportLine, ImportPageModel } from '../../../taxonomy/import-pages'
import { Field, FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<ImportPageModel, { page: 'import' }>

/** Where files are sent, and what became of those sent so far. */
export function ImportPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide form-page">
      <h1>{t('import.title')}</h1>
      <FormProblems problems={model.problems} form="import" />
      <p class="lead">{t('import.lead')}</p>
      <p>
        <a href="/import/template.xlsx">{t('import.template')}</a>
      </p>
      <p class="hint">{t('import.templateHint')}</p>
      <Whose model={model} />
      <Upload model={model} />
      <section>
        <h2>{t('import.earlier')}</h2>
        {model.lines.length === 0 && <p>{t('import.none')}</p>}
        <ul class="plain-list people">
          {model.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** For whom a file is; asked for first, so that the address to send it to says it. */
function Whose({ model: { entities, forAll, given } }: { model: Model }) {
  const { t } = useI18n()
  if (!forAll && entities.length < 2) return null
  const everyone = forAll ? [{ id: '', label: t('import.allEntities') }] : []
  const modes = (['publish', 'submit'] as const).map((id) => ({
    id,
    label: t(`import.mode.${id}`),
  }))
  return (
    <form action="/import" class="filter">
      <label>
        {t('import.for')}
        <select name="entity">
          <Options options={[...everyone, ...entities]} chosen={given.entity} />
        </select>
      </label>
      {forAll && (
        <label>
          {t('import.mode')}
          <select name="mode">
            <Options options={modes} chosen={given.mode} />
          </select>
        </label>
      )}
      <button type="submit" class="button plain">
        {t('import.choose')}
      </button>
    </form>
  )
}

function Upload({ model: { entities, forAll, given, problems } }: { model: Model }) {
  const { t } = useI18n()
  const { entity = '', mode = '' } = given
  const label = entities.find(({ id }) => id === entity)?.label ?? t('import.allEntities')
  const modeText = t(mode === 'publish' ? 'import.mode.publish' : 'import.mode.submit')
  return (
    <form
      method="post"
      action={`/import?${new URLSearchParams({ entity, mode })}`}
      encType="multipart/form-data"
      class="form"
    >
      <p>{t('import.nowFor', { entity: label, mode: modeText })}</p>
      {!forAll && <p class="hint">{t('import.focal')}</p>}
      <Field
        form="import"
        name="file"
        label={t('import.file')}
        hint={t('import.fileHint')}
        problems={problems}
      >
        {(attributes) => (
          <input
            {...attributes}
            type="file"
            required
            accept=".xlsx,.csv,.tsv,.txt,.json,.jsonl,.ndjson"
          />
        )}
      </Field>
      <button type="submit" class="button">
        {t('import.send')}
      </button>
    </form>
  )
}

function Line({ line }: { line: ImportLine }) {
  const { t, date } = useI18n()
  return (
    <li>
      <h3>
        <a href={`/import/${line.id}`}>{line.name}</a>
      </h3>
      <p class="byline">
        <b>{t(`import.state.${line.state}`)}</b> · {line.entity || t('import.allEntities')} ·{' '}
        {date(line.at.slice(0, 10))} · {line.by || t('import-batch.commandLine')}
      </p>
      <Counts counts={line.counts} />
    </li>
  )
}

/** How many rows became what, as one line. */
export function Counts({ counts }: Pick<ImportLine, 'counts'>) {
  const { t, number } = useI18n()
  const each = Object.entries(counts) as [keyof typeof counts, number][]
  if (each.length === 0) return null
  return (
    <p>{each.map(([key, count]) => `${number(count)} ${t(`import.outcome.${key}`)}`).join(', ')}</p>
  )
}
