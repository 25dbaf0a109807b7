import { useEffect, useState } from 'preact/hooks'

/** More than a screen shows of a list's cards. */
const FIRST = 6

/**
 * A list of which the first are new at once and those below the screen one frame later,
 * so that what is seen of an answer is painted sooner. Until then the old ones stand
 * there, and the page keeps its height.
 */
export function useFirstFirst<Item>(items: Item[]): Item[] {
  const [settled, setSettled] = useState(items)
  useEffect(() => {
    if (items.length <= FIRST) return setSettled(items)
    const frame = requestAnimationFrame(() => setSettled(items))
    return () => cancelAnimationFrame(frame)
  }, [items])
  return settled === items
    ? items
    : [...items.slice(0, FIRST), ...settled.slice(FIRST, items.length)]
}
