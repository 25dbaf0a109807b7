import type { ActivityDetail } from '../../taxonomy/api'
import { apaCitation, bibtexCitation } from '../lib/citation'
import { useI18n } from '../lib/i18n'

/** How to cite an activity, ready to select and copy. */
export function Cite({ activity, address }: { activity: ActivityDetail; address: string }) {
  const i18n = useI18n()
  return (
    <details class="cite">
      <summary>{i18n.t('activity.cite')}</summary>
      <p class="selectable">{apaCitation(activity, address, i18n)}</p>
      <h3>{i18n.t('activity.bibtex')}</h3>
      <pre class="selectable">{bibtexCitation(activity, address, i18n)}</pre>
    </details>
  )
}
