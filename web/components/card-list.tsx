import type { ActivityItem } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { cardFacets, type FacetValues } from '../lib/facets'
import { Card } from './card'

interface CardListProps {
  items: ActivityItem[]
  facets: FacetInfo[]
  values: FacetValues
}

/** A few activities as cards, outside of the search. */
export function CardList({ items, facets, values }: CardListProps) {
  const forCards = cardFacets(facets)
  return (
    <ol class="cards">
      {items.map((item) => (
        <Card key={item.id} item={item} facets={forCards} values={values} />
      ))}
    </ol>
  )
}
