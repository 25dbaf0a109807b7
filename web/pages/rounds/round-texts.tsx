import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Done } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<RoundPageModel, { page: 'round-texts' }>

/** The parts of the report's front matter that curators write, as they stand. */
export function RoundTextsPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { year, edition, blocks } = model
  return (
    <div class="wide reading">
      <Crumbs trail={[['/rounds', t('rounds.title')]]} />
      <Done done={model.done} />
      <h1>{t('round-texts.title', { year: String(year) })}</h1>
      <p class="lead">{t('round-texts.lead')}</p>
      {edition && (
        <p class="note">
          {t('round-texts.frozen', { edition })}{' '}
          <a href={`/rounds/${year}/erratum`}>{t('rounds.erratum', { id: edition })}</a>
        </p>
      )}
      {blocks.map(({ block, text, isAhead }) => (
        <section key={block}>
          <h2>{t(`round-texts.block.${block}`)}</h2>
          <p class="byline">
            {text.number === 0
              ? t('round-text.original')
              : t('round-text.version', {
                  number: text.number,
                  author: text.author,
                  date: date(text.savedAt),
                })}
            {isAhead && edition && ` ${t('round-texts.ahead', { edition })}`}
          </p>
          <p class="words">{text.body}</p>
          <p>
            <a href={`/rounds/${year}/texts/${block}`}>
              {t('round-texts.edit', { block: t(`round-texts.block.${block}`) })}
            </a>
          </p>
        </section>
      ))}
    </div>
  )
}
