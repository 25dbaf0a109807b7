import type { ComponentChildren } from 'preact'
import type { ConceptSummary } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { Fact, Facts } from './facts'
import { OutwardLink, SourceText } from './outward-link'

interface ConceptFactsProps {
  concept: ConceptSummary
  /** Address of another concept of the same vocabulary. */
  urlOf: (id: string) => string
  children?: ComponentChildren
}

/** What a vocabulary says of a concept; only what it says, for most of it fits few kinds. */
export function ConceptFacts({ concept, urlOf, children }: ConceptFactsProps) {
  const { t } = useI18n()
  const { label, name, kind, parent, homepage, aliases, implies, source } = concept
  const separator = t('list.separator')
  return (
    <Facts>
      {children}
      {name && name !== label && <Fact label={t('concept.name')}>{name}</Fact>}
      {kind && <Fact label={t('concept.kind')}>{kind}</Fact>}
      {parent && (
        <Fact label={t('concept.parent')}>
          <a href={urlOf(parent.id)}>{parent.label}</a>
        </Fact>
      )}
      {homepage && (
        <Fact label={t('concept.homepage')}>
          <OutwardLink address={homepage} />
        </Fact>
      )}
      {implies.length > 0 && (
        <Fact label={t('concept.implies')}>
          {implies.map((implied) => implied.label).join(separator)}
        </Fact>
      )}
      {aliases.length > 0 && <Fact label={t('concept.aliases')}>{aliases.join(separator)}</Fact>}
      <Fact label={t('concept.source')}>
        <SourceText text={source} />
      </Fact>
    </Facts>
  )
}
