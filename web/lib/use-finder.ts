import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { SearchResult } from '../../taxonomy/api'
import { currentAddress, forget, push, replaceSoon, settle } from './address'
import { fetchResult } from './fetch'
import { type ListState, listUrl, readState } from './urls'

/** How a change of state shows in the browser's history. */
export type Move = 'push' | 'replace' | 'none'

interface Shown {
  state: ListState
  /** `undefined` until the first new answer, where the HTML holds the old one. */
  result: SearchResult | undefined
  /** True when the last request failed and `result` is the answer to an older one. */
  failed: boolean
}

/** The milliseconds an answer may take before the list is marked as busy. */
const BUSY_AFTER_MS = 250

/**
 * State, answer and history of the list. `go` asks for the answer to a new state and
 * keeps the old one on show until it is there; only the answer to the newest state is
 * ever shown. `onReturn` is told the state the browser's back and forward lead to.
 */
export function useFinder(
  initial: { state: ListState; result: SearchResult | undefined },
  params: string[],
  onReturn: (state: ListState) => void,
) {
  const [shown, setShown] = useState<Shown>({ ...initial, failed: false })
  const [busy, setBusy] = useState(false)
  const wanted = useRef(initial.state)
  const request = useRef<AbortController | null>(null)

  const go = useCallback((next: ListState, move: Move) => {
    wanted.current = next
    request.current?.abort()
    const controller = new AbortController()
    request.current = controller
    remember(listUrl(next), move)
    // Chosen boxes must show at once. Typed words show in their field anyway, so a key
    // press costs one drawing, not two.
    if (move !== 'replace') setShown((last) => ({ ...last, state: next }))
    const slow = setTimeout(() => setBusy(true), BUSY_AFTER_MS)
    return fetchResult(next, controller.signal)
      .then((result) => {
        if (request.current === controller) setShown({ state: next, result, failed: false })
      })
      .catch(() => {
        if (request.current === controller) setShown((last) => ({ ...last, failed: true }))
      })
      .finally(() => {
        clearTimeout(slow)
        if (request.current === controller) setBusy(false)
      })
  }, [])

  useEffect(() => {
    const restore = () => {
      forget()
      const url = currentAddress()
      if (url === listUrl(wanted.current)) return
      const state = readState(url, params)
      onReturn(state)
      go(state, 'none')
    }
    addEventListener('popstate', restore)
    addEventListener('pagehide', settle)
    return () => {
      removeEventListener('popstate', restore)
      removeEventListener('pagehide', settle)
    }
  }, [go, onReturn, params])

  return { ...shown, busy, go, wanted }
}

function remember(url: string, move: Move) {
  if (move === 'replace') replaceSoon(url)
  if (move === 'push') push(url)
}
