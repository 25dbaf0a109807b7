import type { PageModel } from '../../taxonomy/pages'
import { Twins } from '../components/twins'
import { useI18n } from '../lib/i18n'
import { taxonomyFiles } from '../lib/urls'

type Model = Extract<PageModel, { page: 'taxonomy' }>

/** All vocabularies. */
export function TaxonomyPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide">
      <h1>{t('taxonomy.title')}</h1>
      <p class="lead">{t('taxonomy.lead')}</p>
      <Twins label={t('taxonomy.files')} files={taxonomyFiles()} />
      <ul class="vocabularies">
        {model.vocabularies.map(({ id, label, definition, concepts, url }) => (
          <li key={id}>
            <h2>
              <a href={url}>{label}</a>
            </h2>
            <p>{definition}</p>
            <p class="hint">{t('taxonomy.termsCount', { count: concepts })}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
