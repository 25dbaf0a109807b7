import type { EntryFieldsModel, SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { EntryNotes } from '../../components/members/entry-notes'
import { Field, Options, Ticks } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<SubmissionPageModel, { page: 'entry' }>

/** How people think of an activity; vocabularies that no group names stand under `what`. */
const GROUPS = {
  what: ['title', 'summary', 'description', 'language', 'tags'],
  who: ['entities', 'otherEntities', 'partners', 'contact'],
  where: ['regions', 'countries', 'countryGroups', 'beneficiaries'],
  how: [
    'techniques',
    'sectors',
    'domain',
    'approach',
    'technology',
    'output',
    'maturity',
    'startDate',
    'endDate',
    'status',
  ],
  results: [
    ...['outcomes.peopleTrained', 'outcomes.policyChanges', 'outcomes.newTools'],
    ...['outcomes.strengthenedFrameworks', 'outcomes.followUp', 'outcomes.testimonial'],
  ],
}
const ONE_LINE = new Set(['title', 'contact', 'startDate', 'endDate'])
const STATUSES = ['planned', 'ongoing', 'completed', 'discontinued'] as const
/** Empty rows for further links. */
const MORE_LINKS = 3

/** The one form of an entry, as a page that needs no script. */
export function EntryPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide form-page">
      <h1>{t('entry.page.title')}</h1>
      <EntryNotes model={model} />
      <form method="post" action={`/submissions/${model.submission.id}/edit`} class="form">
        <input type="hidden" name="basedOn" value={model.basedOn} />
        <input type="hidden" name="editor" value={model.editor} />
        <input type="hidden" name="request" value={model.request} />
        <EntryFields model={model} />
        <input type="hidden" name="whole" value="1" />
        <p class="acts">
          <button type="submit" name="act" value="save" class="button plain">
            {t('entry.save')}
          </button>
          <button type="submit" name="act" value="preview" class="button plain">
            {t('entry.preview')}
          </button>
          <button type="submit" name="act" value="submit" class="button">
            {t('entry.submit')}
          </button>
        </p>
      </form>
    </div>
  )
}

/** The fields of an entry in their groups, for writers and curators alike. */
export function EntryFields({ model }: { model: EntryFieldsModel }) {
  const { t } = useI18n()
  const named = new Set(Object.values(GROUPS).flat())
  const others = model.choices.map(({ field }) => field).filter((field) => !named.has(field))
  return (
    <>
      {Object.entries(GROUPS).map(([group, fields]) => (
        <section key={group}>
          <h2>{t(`entry.group.${group as keyof typeof GROUPS}`)}</h2>
          {[...fields, ...(group === 'what' ? others : [])].map((field) => (
            <EntryField key={field} field={field} model={model} />
          ))}
        </section>
      ))}
      <Links model={model} />
    </>
  )
}

function EntryField({ field, model }: { field: string; model: EntryFieldsModel }) {
  const { t, find, languageName } = useI18n()
  const choices = model.choices.find((one) => one.field === field)
  const value = model.given[field] ?? textOf(model, field)
  if (choices && field !== 'maturity') return <Boxes choices={choices} model={model} />
  const options =
    field === 'status'
      ? STATUSES.map((id) => ({ id, label: t(`status.${id}`) }))
      : field === 'language'
        ? model.languages.map((id) => ({ id, label: languageName(id) }))
        : choices?.concepts
  const none = { id: '', label: t('entry.notStated') }
  return (
    <Field
      form="entry"
      name={field}
      label={choices?.label ?? find(`entry.${field}`) ?? field}
      hint={find(`entry.hint.${field}`)}
      problems={model.problems}
    >
      {(attributes) =>
        options ? (
          <select {...attributes}>
            <Options options={field === 'language' ? options : [none, ...options]} chosen={value} />
          </select>
        ) : ONE_LINE.has(field) ? (
          <input {...attributes} value={value} />
        ) : (
          <textarea {...attributes} rows={field === 'description' ? 8 : 3}>
            {value}
          </textarea>
        )
      }
    </Field>
  )
}

function Boxes({
  choices,
  model,
}: {
  choices: EntryFieldsModel['choices'][number]
  model: EntryFieldsModel
}) {
  const { t } = useI18n()
  const { field, label, definition, concepts } = choices
  const chosen = valueAt(model, field)
  const ids = Array.isArray(chosen) ? chosen.map(String) : []
  const wrong = model.problems.filter((problem) => problem.field.split('.')[0] === field)
  return (
    <details class="facet" id={`entry-${field}`} open={ids.length > 0 || wrong.length > 0}>
      <summary>
        {label}{' '}
        {ids.length > 0 && <span class="badge">{t('entry.chosen', { count: ids.length })}</span>}
      </summary>
      <fieldset>
        <legend class="unseen">{label}</legend>
        <p class="hint">{definition}</p>
        {wrong.map(({ reason }) => (
          <p key={reason} class="reason">
            {reason}
          </p>
        ))}
        <Ticks name={field} options={concepts} chosen={ids} />
      </fieldset>
    </details>
  )
}

function Links({ model }: { model: EntryFieldsModel }) {
  const { t } = useI18n()
  const blanks = Array.from({ length: MORE_LINKS }, () => ({ url: '', label: '' }))
  return (
    <section id="entry-links">
      <h2>{t('entry.group.links')}</h2>
      {[...model.content.links, ...blanks].map(({ url, label }, at) => (
        <div class="filter" key={at}>
          <label>
            {t('entry.url', { at: at + 1 })}
            <input name="links.url" value={url} id={`entry-links.${at}.url`} />
          </label>
          <label>
            {t('entry.urlLabel', { at: at + 1 })}
            <input name="links.label" value={label} />
          </label>
        </div>
      ))}
    </section>
  )
}

function valueAt({ content }: EntryFieldsModel, field: string): unknown {
  const [root = '', part] = field.split('.')
  const value = (content as Record<string, unknown>)[root]
  return part ? (value as Record<string, unknown>)[part] : value
}

function textOf(model: EntryFieldsModel, field: string): string {
  const value = valueAt(model, field)
  return Array.isArray(value) ? value.join('\n') : String(value ?? '')
}
