import type { ConceptSummary } from '../../taxonomy/api'
import type { PageModel } from '../../taxonomy/pages'
import { ConceptFacts } from '../components/concept-facts'
import { Crumbs } from '../components/crumbs'
import { Fact, Facts } from '../components/facts'
import { SourceText } from '../components/outward-link'
import { Tile } from '../components/tile'
import { Twins } from '../components/twins'
import { useI18n } from '../lib/i18n'
import { listUrl, taxonomyFiles } from '../lib/urls'

type Model = Extract<PageModel, { page: 'vocabulary' }>

/** One vocabulary with every concept, its definition and its other spellings. */
export function VocabularyPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { id, param, label, definition, source, concepts } = model.vocabulary
  return (
    <div class="wide">
      <Crumbs trail={[['/taxonomy', t('taxonomy.title')]]} />
      <h1>{label}</h1>
      <p class="lead">{definition}</p>
      <Facts>
        <Fact label={t('vocabulary.source')}>
          <SourceText text={source} />
        </Fact>
        <Fact label={t('vocabulary.param')}>
          <code>{param}</code>
        </Fact>
      </Facts>
      <Twins label={t('vocabulary.files')} files={taxonomyFiles(id)} />
      <h2>{t('taxonomy.termsCount', { count: concepts.length })}</h2>
      <ul class="terms">
        {concepts.map((concept) => (
          <Term key={concept.id} concept={concept} param={param} />
        ))}
      </ul>
    </div>
  )
}

function Term({ concept, param }: { concept: ConceptSummary; param: string }) {
  const { t } = useI18n()
  const { id, label, definition, colour, count } = concept
  return (
    <li id={id}>
      <h3>
        {colour && <Tile id={id} colour={colour} />}
        <a href={`#${id}`}>{label}</a>
      </h3>
      <p>{definition}</p>
      <p>
        <a href={listUrl({ filters: { [param]: [id] } })}>{t('facet.count', { count })}</a>
      </p>
      <details>
        <summary>
          {t('vocabulary.more')} <span class="unseen">{t('value.quoted', { value: label })}</span>
        </summary>
        <ConceptFacts concept={concept} urlOf={(other) => `#${other}`}>
          <Fact label={t('vocabulary.identifier')}>
            <code>{id}</code>
          </Fact>
        </ConceptFacts>
      </details>
    </li>
  )
}
