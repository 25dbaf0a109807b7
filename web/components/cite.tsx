import type { PageModel } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { activityFileUrl } from '../lib/urls'
import { Twins } from './twins'

type Model = Extract<PageModel, { page: 'activity' }>

/** How to cite an activity, ready to select and copy, or as a file for a reference manager. */
export function Cite({ activity, citations }: Pick<Model, 'activity' | 'citations'>) {
  const { t } = useI18n()
  const { id } = activity
  return (
    <details class="cite">
      <summary>{t('activity.cite')}</summary>
      <p class="selectable">{citations.apa}</p>
      <h3>{t('activity.bibtex')}</h3>
      <pre class="selectable">{citations.bibtex.trim()}</pre>
      <Twins
        label={t('activity.citeFiles')}
        files={[
          ['BibTeX', activityFileUrl(id, 'bib')],
          ['RIS', activityFileUrl(id, 'ris')],
          ['APA', activityFileUrl(id, 'txt')],
        ]}
      />
    </details>
  )
}
