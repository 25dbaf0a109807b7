import { NO_COLOUR, tileInside } from '../lib/tile-html'

/** A concept with an official colour, as a small tile that carries its id. */
export function Tile({ id, colour = NO_COLOUR }: { id: string; colour?: string }) {
  return (
    <svg
      class="tile"
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: tileInside(id, colour) }}
    />
  )
}
