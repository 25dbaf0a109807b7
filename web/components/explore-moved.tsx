import type { Moves } from '../../taxonomy/explore'
import { useI18n } from '../lib/i18n'

/** Activities named on the page for each way of moving. */
const SHOWN = 200

/** Which activities are new, were completed, or are there no longer. */
export function ExploreMoved({ activities }: { activities: Moves['activities'] }) {
  const { t, list } = useI18n()
  return (
    <>
      {(['new', 'completed', 'retired'] as const).map((kind) => {
        const moved = activities.filter(({ move }) => move === kind)
        if (moved.length === 0) return null
        const rest = moved.length - SHOWN
        return (
          <details key={kind}>
            <summary>{t(`explore.moved.${kind}`, { count: moved.length })}</summary>
            <ul class="found">
              {moved.slice(0, SHOWN).map(({ id, title, url, entities }) => (
                <li key={id}>
                  <a href={url}>{title}</a>
                  <small>{list(entities.map(({ label }) => label))}</small>
                </li>
              ))}
            </ul>
            {rest > 0 && <p>{t('explore.movedRest', { count: rest })}</p>}
          </details>
        )
      })}
    </>
  )
}
