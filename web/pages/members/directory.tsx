import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Options } from '../../components/members/form'
import { Paragraphs } from '../../components/paragraphs'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'directory' }>

/** Members who wish to be found, and what they work on. */
export function DirectoryPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { entries, total } = model
  return (
    <div class="wide form-page">
      <h1>{t('directory.title')}</h1>
      <p class="lead">{t('directory.lead')}</p>
      <p>
        <a href="/account#directory">{t(model.listed ? 'directory.yours' : 'directory.join')}</a>
      </p>
      <Filter model={model} />
      <p class="total">
        {total === 0 ? t('directory.empty') : t('directory.count', { count: entries.length })}
      </p>
      <ul class="plain-list people">
        {entries.map((one) => (
          <Entry key={one.person.name + one.entry.about} one={one} model={model} />
        ))}
      </ul>
    </div>
  )
}

function Entry({ one, model }: { one: Model['entries'][number]; model: Model }) {
  const { t, list, languageName } = useI18n()
  const { person, entry } = one
  const places = person.memberships.map(({ entity, role }) =>
    t('role.in', { role: t(`role.${role}`), entity: model.labels[entity] ?? entity }),
  )
  return (
    <li>
      <h2>{person.name}</h2>
      {places.length > 0 && <p class="byline">{places.join('; ')}</p>}
      {person.email && (
        <p>
          <a href={`mailto:${person.email}`}>{person.email}</a>
        </p>
      )}
      {entry.about && <Paragraphs text={entry.about} />}
      <dl class="facts">
        {model.expertise.map(({ id, label }) => {
          const terms = (entry.expertise[id] ?? []).map((term) => model.terms[id]?.[term] ?? term)
          if (terms.length === 0) return null
          return (
            <div key={id}>
              <dt>{label}</dt>
              <dd>{terms.join(t('list.separator'))}</dd>
            </div>
          )
        })}
        {entry.languages.length > 0 && (
          <div>
            <dt>{t('field.languages')}</dt>
            <dd>{list(entry.languages.map(languageName))}</dd>
          </div>
        )}
      </dl>
    </li>
  )
}

function Filter({ model: { filter, entities, expertise, spoken } }: { model: Model }) {
  const { t, languageName } = useI18n()
  const selects = [
    { id: 'entity', label: t('field.entity'), concepts: entities },
    ...expertise,
    {
      id: 'language',
      label: t('field.language'),
      concepts: spoken.map((id) => ({ id, label: languageName(id) })),
    },
  ]
  return (
    <form action="/directory" class="filter">
      <label>
        {t('directory.search')}
        <input type="search" name="q" value={filter.q} maxLength={100} />
      </label>
      {selects.map(({ id, label, concepts }) => (
        <label key={id}>
          {label}
          <select name={id}>
            <Options
              options={[{ id: '', label: t('directory.any') }, ...concepts]}
              chosen={filter[id]}
            />
          </select>
        </label>
      ))}
      <button type="submit" class="button plain">
        {t('directory.find')}
      </button>
    </form>
  )
}
