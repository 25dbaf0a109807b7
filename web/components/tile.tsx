import { readableOn } from '../lib/colour'

/** A concept with an official colour, as a small tile that carries its id. */
export function Tile({ id, colour = '#555555' }: { id: string; colour?: string }) {
  return (
    <svg class="tile" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="3" fill={colour} />
      <text x="12" y="12.5" fill={readableOn(colour)}>
        {id}
      </text>
    </svg>
  )
}
