import { useI18n } from '../lib/i18n'

/** What was wrong with the request, by name; stands before all else on the page. */
export function ProblemSummary({ problems }: { problems: { field: string; reason: string }[] }) {
  const { t } = useI18n()
  if (problems.length === 0) return null
  return (
    <div class="problems" role="alert">
      <h2>{t('activities.problems')}</h2>
      <p>{t('activities.problemsHint')}</p>
      <ul>
        {problems.map(({ field, reason }) => (
          <li key={field + reason}>
            <code>{field}</code>: {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}
