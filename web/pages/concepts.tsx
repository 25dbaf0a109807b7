import type { ConceptSummary } from '../../taxonomy/api'
import type { PageModel } from '../../taxonomy/pages'
import { Tile } from '../components/tile'
import { useI18n } from '../lib/i18n'

type Model = Extract<PageModel, { page: 'concepts' }>

/** Above this many groups, links to jump to each stand on top. */
const MANY_GROUPS = 6

/** All concepts of a vocabulary that have a page each, grouped. */
export function ConceptsPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { facet, groups } = model
  const named = groups.flatMap(({ label }, index) => (label ? [{ label, id: `g${index}` }] : []))
  return (
    <div class="wide">
      <h1>{facet.label}</h1>
      <p class="lead">{facet.definition}</p>
      {named.length > MANY_GROUPS && (
        <nav class="jump" aria-label={t('concepts.jump')}>
          {named.map(({ label, id }) => (
            <a key={id} href={`#${id}`}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {groups.map(({ label, concepts }, index) => (
        <section key={label} class="group" id={`g${index}`} aria-label={label ?? facet.label}>
          {label && <h2>{label}</h2>}
          <ul class="concepts">
            {concepts.map((concept) => (
              <ConceptEntry key={concept.id} concept={concept} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ConceptEntry({ concept }: { concept: ConceptSummary }) {
  const { t, number } = useI18n()
  const { id, label, name, colour, url, count } = concept
  return (
    <li class={count === 0 ? 'empty' : undefined}>
      <a href={url}>
        {colour && <Tile id={id} colour={colour} />}
        <span>{label}</span>
      </a>{' '}
      <small>
        <span aria-hidden="true">{number(count)}</span>
        <span class="unseen">{t('facet.count', { count })}</span>
      </small>
      {name && name !== label && <p>{name}</p>}
    </li>
  )
}
