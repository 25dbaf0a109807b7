import { useEffect, useRef, useState } from 'preact/hooks'
import type { Suggestions } from '../../taxonomy/api'
import { fetchSuggestions } from './fetch'

type Groups = Suggestions['groups']

/** Shorter than this, suggestions say nothing. */
const LEAST_LETTERS = 2

/** Suggestions for what is typed; an answer that comes late or not at all shows nothing. */
export function useSuggestions() {
  const [groups, setGroups] = useState<Groups>([])
  const request = useRef<AbortController | null>(null)
  useEffect(() => () => request.current?.abort(), [])

  const ask = (text: string) => {
    request.current?.abort()
    const q = text.trim()
    if (q.length < LEAST_LETTERS) return setGroups([])
    const controller = new AbortController()
    request.current = controller
    fetchSuggestions(q, controller.signal)
      .then((answer) => request.current === controller && setGroups(answer.groups))
      .catch(() => request.current === controller && setGroups([]))
  }
  const close = () => {
    request.current?.abort()
    request.current = null
    setGroups([])
  }
  return { groups, ask, close }
}
