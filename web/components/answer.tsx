import type { SearchResult } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import type { ListState } from '../lib/urls'
import { Chips } from './chips'
import { ResultBar } from './result-bar'
import { Results } from './results'

interface AnswerProps {
  /** `undefined` in the browser until the first new answer: till then the HTML holds it. */
  result: SearchResult | undefined
  facets: FacetInfo[]
  state: ListState
}

/** All that an answer says: how many, what was chosen, and the activities. */
export function Answer({ result, facets, state }: AnswerProps) {
  if (!result) return <div key="first" dangerouslySetInnerHTML={{ __html: '' }} />
  return (
    <div key="answer">
      <ResultBar result={result} state={state} />
      <Chips facets={facets} values={result.facets} state={state} />
      <Results result={result} facets={facets} state={state} />
    </div>
  )
}
