import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoCentroid, geoEqualEarth, geoPath } from 'd3-geo'
import type { Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Figure } from './figure'
import { COLOURS, drawing, round, text, WIDTH, widthOf } from './svg'

/** Longitude and latitude, in degrees. */
export type Place = [number, number]

/** Said at every map. */
export const MAP_DISCLAIMER =
  'The designations employed and the presentation of material on this map do not imply the expression of any opinion whatsoever on the part of the Secretariat of the United Nations concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries. No boundaries are drawn.'

const HEIGHT = 330
/** Radius of the largest circle, in units of the drawing. */
const RADIUS = 14
/** Circles that get their name, as far as there is room. */
const NAMED = 24

const require = createRequire(import.meta.url)

function atlas(path: string): Topology {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** What the atlas is too coarse for, by M49 code. */
const SMALL: [string, Place][] = [
  ['074', [3.4, -54.4]],
  ['162', [105.7, -10.5]],
  ['166', [96.8, -12.2]],
  ['175', [45.2, -12.8]],
  ['254', [-53.1, 3.9]],
  ['292', [-5.4, 36.1]],
  ['312', [-61.6, 16.3]],
  ['474', [-61.0, 14.6]],
  ['535', [-68.3, 12.2]],
  ['581', [166.6, 19.3]],
  ['638', [55.5, -21.1]],
  ['744', [16.0, 78.6]],
  ['772', [-171.8, -9.2]],
  ['798', [179.2, -8.5]],
]

let known: { places: Map<string, Place>; land: string } | undefined

const projection = geoEqualEarth().fitExtent(
  [
    // Antarctica and the empty north are cut.
    [4, -16],
    [WIDTH - 4, HEIGHT + 40],
  ],
  { type: 'Sphere' },
)

function world() {
  if (known) return known
  const land = atlas(require.resolve('world-atlas/land-110m.json'))
  const countries = atlas(require.resolve('world-atlas/countries-50m.json'))
  const places = new Map<string, Place>(SMALL)
  for (const { id, geometry } of feature(
    countries,
    countries.objects.countries as GeometryCollection,
  ).features) {
    // The middle of the largest part, told by its outline: that of all parts may lie at sea.
    const parts =
      geometry.type === 'MultiPolygon'
        ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
        : [geometry]
    const largest = parts.reduce((most, part) => (pointsOf(part) > pointsOf(most) ? part : most))
    if (id !== undefined) places.set(String(id).padStart(3, '0'), geoCentroid(largest))
  }
  const path = geoPath(projection).digits(1)
  const shape = path(feature(land, land.objects.land as GeometryCollection)) ?? ''
  known = { places, land: shape }
  return known
}

function pointsOf(part: Geometry): number {
  return part.type === 'Polygon' ? (part.coordinates[0]?.length ?? 0) : 0
}

/** Where the countries and territories of a taxonomy lie, by their ids; those the map lacks are left out. */
export function placesOf(taxonomy: Taxonomy): Map<string, Place> {
  const { places } = world()
  return new Map(
    taxonomy.vocabularies.flatMap(({ concepts }) =>
      concepts.flatMap(({ id, iso2, m49 }) => {
        const place = iso2 && m49 && places.get(m49)
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
      const place = places.get(keys[at] ?? '')
      const point = place && projection(place)
      if (!point) return []
      const r = Math.max(1.6, RADIUS * Math.sqrt(Number(number) / most))
      return [{ x: point[0], y: point[1], r, label: `${label} ${number}` }]
    })
    .sort((a, b) => b.r - a.r)
  const body = [
    `<path class="chart-land" d="${world().land}" fill="${COLOURS.land}"/>`,
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
