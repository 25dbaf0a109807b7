import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Figure } from './figure'
import { COLOURS, drawing, round, text, WIDTH, widthOf } from './svg'
import world from './world.json' with { type: 'json' }

/** Where a country lies on the drawing, from its left and its top. */
export type Place = readonly [x: number, y: number]

/** Height of the drawing, in its own units. */
export const HEIGHT = 330
/** Radius of the largest circle, in units of the drawing. */
const RADIUS = 14
/** Circles that get their name, as far as there is room. */
const NAMED = 24

const PLACES = new Map(Object.entries(world.places as unknown as Record<string, Place>))

/** Where the countries and territories of a taxonomy lie, by their ids; those the map lacks are left out. */
export function placesOf(taxonomy: Taxonomy): Map<string, Place> {
  return new Map(
    taxonomy.vocabularies.flatMap(({ concepts }) =>
      concepts.flatMap(({ id, iso2, m49 }) => {
        const place = iso2 && m49 && PLACES.get(m49)
        return place ? [[id, place] as const] : []
      }),
    ),
  )
}

interface Circle {
  x: number
  y: number
  r: number
  label: string
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A circle for each country, its area in proportion to the count, on land without boundaries. */
export function drawMap(
  { id, title, finding, rows, keys }: Figure,
  places: ReadonlyMap<string, Place>,
): string {
  const most = Math.max(
    1,
    ...rows.filter((_, at) => places.has(keys[at] ?? '')).map(([, n]) => Number(n)),
  )
  const circles = rows
    .flatMap(([label, number], at): Circle[] => {
      const point = places.get(keys[at] ?? '')
      if (!point) return []
      const r = Math.max(1.6, RADIUS * Math.sqrt(Number(number) / most))
      return [{ x: point[0], y: point[1], r, label: `${label} ${number}` }]
    })
    .sort((a, b) => b.r - a.r)
  const body = [
    `<path class="chart-land" d="${world.land}" fill="${COLOURS.land}"/>`,
    ...circles.map(
      ({ x, y, r }) =>
        `<circle class="chart-mark" cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${COLOURS.mark}" fill-opacity="0.55" stroke="#ffffff" stroke-width="0.7"/>`,
    ),
    ...names(circles),
  ].join('')
  return drawing(id, title, finding, HEIGHT, body)
}

/** Names beside the largest circles, where they cover no other name and no larger circle. */
function names(circles: readonly Circle[]): string[] {
  const taken: Box[] = circles.slice(0, 12).map(({ x, y, r }) => ({
    left: x - r * 0.7,
    right: x + r * 0.7,
    top: y - r * 0.7,
    bottom: y + r * 0.7,
  }))
  return circles.slice(0, NAMED).flatMap(({ x, y, r, label }) => {
    const width = widthOf(label, 11)
    for (const left of [x + r + 2, x - r - 2 - width]) {
      const box = { left, right: left + width, top: y - 7, bottom: y + 6 }
      const isFree = taken.every(
        (other) =>
          box.right < other.left ||
          box.left > other.right ||
          box.bottom < other.top ||
          box.top > other.bottom,
      )
      if (!isFree || left < 2 || box.right > WIDTH - 2) continue
      taken.push(box)
      return [text(left, y + 4, label, { size: 11, weight: 700, halo: true })]
    }
    return []
  })
}
