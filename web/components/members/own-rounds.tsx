import type { OwnRound } from '../../../taxonomy/round-pages'
import { useI18n } from '../../lib/i18n'

/** The lists of the open round that wait for the one who looks. */
export function OwnRounds({ own }: { own: OwnRound[] }) {
  const { t, date } = useI18n()
  return (
    <ul>
      {own.map(({ year, entity, deadline, silent, total }) => (
        <li key={entity.id}>
          <a href={`/rounds/${year}/entities/${entity.id}`}>
            {t('rounds.ownLine', {
              ...{ entity: entity.label, year: String(year), count: silent, total },
              deadline: date(deadline),
            })}
          </a>
        </li>
      ))}
    </ul>
  )
}
