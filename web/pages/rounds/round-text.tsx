import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { FieldChange } from '../../components/members/field-diff'
import { Act, Done, Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

/** What is filled in when the report is made. */
const NAMES = '{total}, {entities}, {edition}, {asOf}, {checksum}'

type Model = Extract<RoundPageModel, { page: 'round-text' }>

/** One part of the front matter: to write, and what it was before. */
export function RoundTextPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { year, block, newest, versions, compared } = model
  const url = `/rounds/${year}/texts/${block}`
  const name = t(`round-texts.block.${block}`)
  return (
    <div class="wide form-page">
      <Crumbs
        trail={[
          ['/rounds', t('rounds.title')],
          [`/rounds/${year}/texts`, t('round-texts.title', { year: String(year) })],
        ]}
      />
      <Done done={model.done} />
      <FormProblems problems={model.problems} form="text" />
      <h1>{name}</h1>
      <form method="post" action={url} class="form">
        <input type="hidden" name="from" value={newest} />
        <Field
          form="text"
          name="body"
          label={t('round-text.body')}
          hint={t('round-text.hint', { names: NAMES })}
          problems={model.problems}
        >
          {(attributes) => (
            <textarea rows={16} maxLength={20_000} {...attributes}>
              {model.body}
            </textarea>
          )}
        </Field>
        <button type="submit" class="button">
          {t('round-text.save')}
        </button>
      </form>
      <h2>{t('round-text.history')}</h2>
      <ol class="plain-list" reversed>
        {versions.map((version) => (
          <li key={version.number}>
            <p>
              {version.number === 0
                ? t('round-text.original')
                : t('round-text.version', {
                    number: version.number,
                    author: version.author,
                    date: date(version.savedAt),
                  })}{' '}
              {version.number !== newest && (
                <a
                  href={`${url}?from=${version.number}&to=${newest}#compared`}
                  aria-label={t('round-text.compareOne', { number: version.number })}
                >
                  {t('round-text.compare')}
                </a>
              )}
            </p>
            {version.number !== newest && (
              <Act
                action={url}
                fields={{ from: String(newest), body: version.body }}
                label={t('round-text.restore')}
                full={t('round-text.restoreOne', { number: version.number })}
              />
            )}
          </li>
        ))}
      </ol>
      {compared.from !== compared.to && (
        <>
          <h2 id="compared">
            {t('round-text.compared', { from: compared.from, to: compared.to })}
          </h2>
          <FieldChange diff={{ field: block, kind: 'text', pieces: compared.pieces }} />
        </>
      )}
    </div>
  )
}
