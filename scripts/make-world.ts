/**
 * Makes server/reports/world.json from `world-atlas`: the outline of all land and where countries lie,
 * as they are drawn. Run it after an update of the package or when a table below changes, from the
 * root of the project:
 *
 *   node --input-type=module -e "import { runnerImport } from 'vite'; (await runnerImport('./scripts/make-world.ts')).module.writeWorld()"
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoCentroid, geoEqualEarth, geoPath } from 'd3-geo'
import type { Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { HEIGHT } from '../server/reports/map'
import { round, WIDTH } from '../server/reports/svg'

/** The world as `server/reports/map.ts` draws it, in units of the drawing. */
interface World {
  /** Path of all land, without boundaries. */
  land: string
  /** By M49 code, `404`: from the left and from the top. */
  places: Record<string, [x: number, y: number]>
}

const require = createRequire(import.meta.url)

/** What the atlas is too coarse for, by M49 code: longitude and latitude, in degrees. */
const SMALL: Record<string, [number, number]> = {
  '074': [3.4, -54.4],
  '162': [105.7, -10.5],
  '166': [96.8, -12.2],
  '175': [45.2, -12.8],
  '254': [-53.1, 3.9],
  '292': [-5.4, 36.1],
  '312': [-61.6, 16.3],
  '474': [-61.0, 14.6],
  '535': [-68.3, 12.2],
  '581': [166.6, 19.3],
  '638': [55.5, -21.1],
  '744': [16.0, 78.6],
  '772': [-171.8, -9.2],
  '798': [179.2, -8.5],
}

const projection = geoEqualEarth().fitExtent(
  [
    // Antarctica and the empty north are cut.
    [4, -16],
    [WIDTH - 4, HEIGHT + 40],
  ],
  { type: 'Sphere' },
)

/** Draws it from the atlas; the same atlas gives the same world. */
export function makeWorld(): World {
  const land = atlas(require.resolve('world-atlas/land-110m.json'))
  const countries = atlas(require.resolve('world-atlas/countries-50m.json'))
  const lying = new Map(Object.entries(SMALL))
  for (const { id, geometry } of featuresOf(countries, 'countries').features)
    if (id !== undefined) lying.set(String(id).padStart(3, '0'), geoCentroid(largestOf(geometry)))
  const places = Array.from(lying, ([code, place]): [string, [number, number]] => {
    const [x, y] = projection(place) ?? [0, 0]
    return [code, [round(x), round(y)]]
  }).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    land: geoPath(projection).digits(1)(featuresOf(land, 'land')) ?? '',
    places: Object.fromEntries(places),
  }
}

/** Writes `server/reports/world.json`. */
export function writeWorld(): void {
  const text = JSON.stringify(makeWorld(), null, 2)
  const inLine = text.replace(/\[\s+([\d.-]+),\s+([\d.-]+)\s+\]/g, '[$1, $2]')
  writeFileSync('server/reports/world.json', `${inLine}\n`)
}

function atlas(path: string): Topology {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function featuresOf(topology: Topology, name: string) {
  return feature(topology, topology.objects[name] as GeometryCollection)
}

/** The largest part of a country, told by its outline: the middle of all parts may lie at sea. */
function largestOf(geometry: Geometry): Geometry {
  if (geometry.type !== 'MultiPolygon') return geometry
  const parts = geometry.coordinates.map((coordinates) => ({
    type: 'Polygon' as const,
    coordinates,
  }))
  const pointsOf = ({ coordinates }: (typeof parts)[number]) => coordinates[0]?.length ?? 0
  return parts.reduce((most, part) => (pointsOf(part) > pointsOf(most) ? part : most))
}
