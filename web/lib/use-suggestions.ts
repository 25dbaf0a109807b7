import { useEffect, useRef, useState } from 'preact/hooks'
import type { Suggestions } from '../../taxonomy/api'
import { fetchSuggestions } from './fetch'

export type SuggestionGroups = Suggestions['groups']

/** Shorter than this, suggestions say nothing. */
const LEAST_LETTERS = 2

/**
 * Suggestions for what is typed; an answer that comes late or not at all shows nothing.
 *
 * @param waitMs how long the typing must rest before they are asked for
 */
export function useSuggestions(waitMs: number) {
  const [groups, setGroups] = useState<SuggestionGroups>([])
  const request = useRef<AbortController | null>(null)

  const cancel = () => {
    request.current?.abort()
    request.current = null
  }
  const ask = (text: string) => {
    cancel()
    const q = text.trim()
    if (q.length < LEAST_LETTERS) return setGroups([])
    const controller = new AbortController()
    request.current = controller
    const { signal } = controller
    const timer = setTimeout(() => {
      fetchSuggestions(q, signal)
        .then((answer) => !signal.aborted && setGroups(answer.groups))
        .catch(() => !signal.aborted && setGroups([]))
    }, waitMs)
    signal.addEventListener('abort', () => clearTimeout(timer))
  }
  const close = () => {
    cancel()
    setGroups([])
  }
  useEffect(() => cancel, [])
  return { groups, ask, close }
}
