import type { ActivityDetail } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { Fact, Facts } from './facts'
import { Paragraphs } from './paragraphs'

const KINDS = [
  'peopleTrained',
  'policyChanges',
  'newTools',
  'strengthenedFrameworks',
  'followUp',
] as const

/** What came of an activity, in the words of those who ran it. */
export function ActivityOutcomes({ outcomes }: { outcomes: ActivityDetail['outcomes'] }) {
  const { t } = useI18n()
  const stated = KINDS.filter((kind) => outcomes[kind] !== '')
  if (stated.length === 0 && !outcomes.testimonial)
    return <p class="unknown">{t('activity.outcomesNone')}</p>
  return (
    <Facts>
      {stated.map((kind) => (
        <Fact key={kind} label={t(`outcome.${kind}`)}>
          <Paragraphs text={outcomes[kind]} />
        </Fact>
      ))}
      {outcomes.testimonial && (
        <Fact label={t('outcome.testimonial')}>
          <blockquote>
            <Paragraphs text={outcomes.testimonial} />
          </blockquote>
        </Fact>
      )}
    </Facts>
  )
}
