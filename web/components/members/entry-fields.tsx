import { type ComponentChildren, Fragment } from 'preact'
import type { EntryFieldsModel } from '../../../taxonomy/submission-pages'
import { useI18n } from '../../lib/i18n'
import { Comment, Field, Options, Ticks } from './form'

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

interface EntryFieldsProps {
  model: EntryFieldsModel
  /** What helps while writing, below the texts it rests on. */
  help?: ComponentChildren
}

/** The fields of an entry in their groups, for writers and curators alike. */
export function EntryFields({ model, help }: EntryFieldsProps) {
  const { t } = useI18n()
  const named = new Set(Object.values(GROUPS).flat())
  const others = model.choices.map(({ field }) => field).filter((field) => !named.has(field))
  return (
    <>
      {Object.entries(GROUPS).map(([group, fields]) => (
        <Fragment key={group}>
          <section>
            <h2>{t(`entry.group.${group as keyof typeof GROUPS}`)}</h2>
            {[...fields, ...(group === 'what' ? others : [])].map((field) => (
              <EntryField key={field} field={field} model={model} />
            ))}
          </section>
          {group === 'what' && help}
        </Fragment>
      ))}
      <EntryLinks model={model} />
    </>
  )
}

/** A field: a text, a choice, or boxes. */
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
      comment={commentAt(model, field)}
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
  const { t, find } = useI18n()
  const { field, label, definition, concepts } = choices
  const hint = find(`entry.hint.${field}`)
  const chosen = valueAt(model, field)
  const ids = Array.isArray(chosen) ? chosen.map(String) : []
  const wrong = model.problems.filter((problem) => problem.field.split('.')[0] === field)
  const comment = commentAt(model, field)
  const isOpen = ids.length > 0 || wrong.length > 0 || comment !== undefined
  const described = [comment && 'comment', wrong.length > 0 && 'wrong'].filter(Boolean)
  return (
    <details class="facet" id={`entry-${field}`} open={isOpen}>
      <summary>
        {label}{' '}
        {ids.length > 0 && <span class="badge">{t('entry.chosen', { count: ids.length })}</span>}
      </summary>
      <fieldset
        aria-describedby={described.map((part) => `entry-${field}-${part}`).join(' ') || undefined}
      >
        <legend class="unseen">{label}</legend>
        <p class="hint">
          {definition} {hint}
        </p>
        <Comment id={`entry-${field}`} text={comment} />
        {wrong.length > 0 && (
          <p class="reason" id={`entry-${field}-wrong`}>
            {wrong.map(({ reason }) => reason).join('; ')}
          </p>
        )}
        <Ticks name={field} options={concepts} chosen={ids} />
      </fieldset>
    </details>
  )
}

/** The links of an entry, and rows for more. */
function EntryLinks({ model }: { model: EntryFieldsModel }) {
  const { t } = useI18n()
  const blanks = Array.from({ length: MORE_LINKS }, () => ({ url: '', label: '' }))
  return (
    <section id="entry-links">
      <h2>{t('entry.group.links')}</h2>
      <Comment id="entry-links" text={commentAt(model, 'links')} />
      {[...linksOf(model), ...blanks].map(({ url, label }, at) => {
        const id = `entry-links.${at}.url`
        const wrong = model.problems.filter(({ field }) => field.startsWith(`links.${at}.`))
        return (
          <div class="filter" key={at}>
            {wrong.length > 0 && (
              <p class="reason" id={`${id}-wrong`}>
                {wrong.map(({ reason }) => reason).join('; ')}
              </p>
            )}
            <label>
              {t('entry.url', { at: at + 1 })}
              <input
                name="links.url"
                value={url}
                id={id}
                aria-describedby={wrong.length > 0 ? `${id}-wrong` : undefined}
                aria-invalid={wrong.length > 0 ? 'true' : undefined}
              />
            </label>
            <label>
              {t('entry.urlLabel', { at: at + 1 })}
              <input name="links.label" value={label} id={`entry-links.${at}.label`} />
            </label>
          </div>
        )
      })}
    </section>
  )
}

/** As typed, where they could not be read; numbered as the server does, without empty rows. */
function linksOf({ given, content }: EntryFieldsModel) {
  if (given['links.url'] === undefined) return content.links
  const labels = given['links.label']?.split('\n') ?? []
  return given['links.url']
    .split('\n')
    .map((url, at) => ({ url, label: labels[at] ?? '' }))
    .filter(({ url, label }) => url.trim() !== '' || label.trim() !== '')
}

/** What curators said at a field, several remarks as lines. */
function commentAt({ comments = [] }: EntryFieldsModel, field: string): string | undefined {
  const texts = comments.filter((one) => one.field === field).map(({ text }) => text)
  return texts.length > 0 ? texts.join('\n') : undefined
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
