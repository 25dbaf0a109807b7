import type { Offer } from '../../lib/entry/kept'
import { useI18n } from '../../lib/i18n'
import { timeOf } from './entry-state'

/** How much of a text is shown to know it by. */
const SHOWN = 400

interface KeptProps {
  /** Fields whose text of an earlier visit was put back in, and when it was typed. */
  merged: string[]
  mergedAt: string
  offers: Offer[]
  labelOf: (field: string) => string
  /** The values of a field for people: concepts by their labels. */
  textOf: (offer: Offer) => string
  onDecide: (offer: Offer, use: boolean) => void
}

/** Text of an earlier visit that was never saved: what is back in, and what is to be decided. */
export function KeptText({ merged, mergedAt, offers, labelOf, textOf, onDecide }: KeptProps) {
  const { t, list, language } = useI18n()
  const names = [...new Set(merged.map((name) => labelOf(shownName(name))))]
  const time = (at: string) => timeOf(at, language)
  return (
    <>
      {merged.length > 0 && (
        <p class="note" role="status">
          {t('entry.kept.merged', { time: time(mergedAt), fields: list(names) })}
        </p>
      )}
      {offers.length > 0 && (
        <section class="note kept">
          <h2>{t('entry.kept.title')}</h2>
          <p>{t('entry.kept.lead', { time: time(offers[0]?.at ?? '') })}</p>
          <ul>
            {offers.map((offer) => {
              const field = labelOf(shownName(offer.name))
              return (
                <li key={offer.name}>
                  <b>{field}:</b> <span class="words">{textOf(offer).slice(0, SHOWN)}</span>
                  <span class="acts">
                    {([true, false] as const).map((use) => (
                      <button
                        key={String(use)}
                        type="button"
                        class="button plain"
                        aria-label={t(use ? 'entry.kept.useFull' : 'entry.kept.dropFull', {
                          field,
                        })}
                        onClick={() => onDecide(offer, use)}
                      >
                        {t(use ? 'entry.kept.use' : 'entry.kept.drop')}
                      </button>
                    ))}
                  </span>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}

/** Links are one field to people. */
const shownName = (name: string) => (name.startsWith('links.') ? 'links' : name)
