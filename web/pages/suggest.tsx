import type { ComponentChildren } from 'preact'
import type { SubmissionPageModel } from '../../taxonomy/submission-pages'
import { Crumbs } from '../components/crumbs'
import { Field, FormProblems, Options } from '../components/members/form'
import { useI18n } from '../lib/i18n'
import { activityUrl, correctUrl, LIST_PATH, SUGGEST_PATH } from '../lib/urls'

type Model = Extract<SubmissionPageModel, { page: 'suggest' }>

/** By which a visitor corrects an activity, or names one that is missing; and what happens then. */
export function SuggestPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { activity, sent } = model
  const trail: [string, string][] = [[LIST_PATH, t('activity.crumb')]]
  if (activity) trail.push([activityUrl(activity.id), activity.title])
  return (
    <div class="wide form-page">
      <Crumbs trail={trail} />
      {sent ? <Sent model={model} sent={sent} /> : <SuggestForm model={model} />}
    </div>
  )
}

function Sent({ model: { activity }, sent }: { model: Model; sent: 'plain' | 'mail' }) {
  const { t } = useI18n()
  return (
    <>
      <h1>{t('suggest.sent')}</h1>
      <p>{t('suggest.sent.next')}</p>
      <p>{t(`suggest.sent.${sent}`)}</p>
      <p>
        <a href={activity ? activityUrl(activity.id) : LIST_PATH}>
          {t(activity ? 'suggest.backToEntry' : 'suggest.backToList')}
        </a>
      </p>
    </>
  )
}

function SuggestForm({ model }: { model: Model }) {
  const { t } = useI18n()
  const { activity } = model
  const lang = activity?.language
  return (
    <>
      <FormProblems problems={model.problems} form="suggest" />
      <h1>{t(activity ? 'suggest.titleCorrect' : 'suggest.title')}</h1>
      {activity && (
        <p class="lead" lang={lang}>
          {activity.title}
        </p>
      )}
      <p>{t('suggest.lead')}</p>
      <form
        method="post"
        action={activity ? correctUrl(activity.id) : SUGGEST_PATH}
        class="form"
        id="suggest-form"
      >
        <input type="hidden" name="request" value={model.request} />
        {activity ? <Correction model={model} lang={lang} /> : <Missing model={model} />}
        <Text model={model} name="mail" hint={t('suggest.mailHint')} type="email" optional />
        <div class="unseen" aria-hidden="true">
          <label for="suggest-homepage">{t('suggest.homepage')}</label>
          <input id="suggest-homepage" name="homepage" tabIndex={-1} autocomplete="off" />
        </div>
        <p class="hint">{t('suggest.public')}</p>
        <button type="submit" class="button">
          {t('suggest.send')}
        </button>
      </form>
    </>
  )
}

function Correction({ model, lang }: { model: Model; lang: string | undefined }) {
  const { t } = useI18n()
  const touched = model.problems.some(({ field }) => !['message', 'mail', 'form'].includes(field))
  return (
    <>
      <input type="hidden" name="version" value={model.activity?.version} />
      <Text model={model} name="message" hint={t('suggest.messageHint')} rows={5} />
      <details class="facet" open={touched}>
        <summary>{t('suggest.fields')}</summary>
        <p class="hint">{t('suggest.fieldsHint')}</p>
        <Text model={model} name="title" lang={lang} />
        <Text model={model} name="summary" lang={lang} rows={5} />
        <Text model={model} name="description" lang={lang} rows={8} />
        <Text model={model} name="partners" rows={3} hint={t('entry.hint.partners')} />
        <Text model={model} name="startDate" hint={t('entry.hint.startDate')} />
        <Text model={model} name="endDate" hint={t('entry.hint.endDate')} />
      </details>
    </>
  )
}

function Missing({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <>
      <Text model={model} name="title" required />
      <Text model={model} name="summary" rows={5} hint={t('suggest.summaryHint')} optional />
      <Named model={model} name="entities" optional>
        {(attributes) => (
          <select {...attributes}>
            <Options
              options={[{ id: '', label: t('suggest.entityUnknown') }, ...model.entities]}
              chosen={model.given.entities}
            />
          </select>
        )}
      </Named>
      <Text model={model} name="links.url" hint={t('suggest.linkHint')} optional />
      <Text model={model} name="message" hint={t('suggest.missingHint')} rows={4} optional />
    </>
  )
}

type Attributes = Parameters<Parameters<typeof Field>[0]['children']>[0]

interface NamedProps {
  model: Model
  name: string
  hint?: string
  optional?: boolean
}

function Named({
  model,
  name,
  hint,
  optional,
  children,
}: NamedProps & { children: (attributes: Attributes) => ComponentChildren }) {
  const { t, find } = useI18n()
  const label = find(`suggest.field.${name}`) ?? find(`entry.${name}`) ?? name
  return (
    <Field
      form="suggest"
      name={name}
      label={optional ? `${label} ${t('members.optional')}` : label}
      hint={hint}
      problems={model.problems}
    >
      {children}
    </Field>
  )
}

interface TextProps extends NamedProps {
  /** Lines to write on; one where it is left out. */
  rows?: number
  lang?: string
  type?: 'email'
  required?: boolean
}

function Text({ rows, lang, type, required, ...named }: TextProps) {
  const value = named.model.given[named.name] ?? ''
  return (
    <Named {...named}>
      {(attributes) =>
        rows ? (
          <textarea {...attributes} rows={rows} lang={lang}>
            {value}
          </textarea>
        ) : (
          <input
            {...attributes}
            value={value}
            lang={lang}
            type={type ?? 'text'}
            autocomplete={type}
            required={required}
          />
        )
      }
    </Named>
  )
}
