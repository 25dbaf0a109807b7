import type { Segment } from '../../taxonomy/api'

/** A text with its hits marked. */
export function Segments({ segments }: { segments: Segment[] }) {
  return <>{segments.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>
}
