import { readFileSync } from 'node:fs'
import { Taxonomy } from '../../taxonomy/taxonomy'
import heldOutGrades from '../../tests/fixtures/held-out-grades.json' with { type: 'json' }
import heldOutQueries from '../../tests/fixtures/held-out-queries.json' with { type: 'json' }
import grades from '../../tests/fixtures/judged-grades.json' with { type: 'json' }
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import type { Engine } from './engine'
import { readActivities } from './generate'
import { printTable } from './measure'
import { type Grades, isJudged, mean, ndcg, recall, succeeds } from './metrics'
import { OurSearch } from './ours'
import { PEERS } from './peers'

/** As far as the deepest measure looks. */
const DEPTH = 50

/** Judged queries, `meant` being the spelling that a mistyped one was to have, with their grades by id. */
interface JudgedSet {
  name: string
  queries: { id: string; kind: string; q: string; meant?: string }[]
  grades: Record<string, Grades>
}

const SETS: JudgedSet[] = [
  { name: 'first set', queries, grades: grades as unknown as JudgedSet['grades'] },
  {
    name: 'second set',
    queries: heldOutQueries,
    grades: heldOutGrades as unknown as JudgedSet['grades'],
  },
]

interface Judged {
  id: string
  kind: string
  q: string
  meant?: string
  /** Absent where nothing in the catalogue was judged relevant. */
  grades: Grades | undefined
}

interface Outcome extends Judged {
  ids: number[]
  total: number
  ndcg: number
  /** nDCG of the corrected spelling by the grades of the mistyped, where there is one. */
  corrected?: number
}

/** How well ours and the peers rank the judged queries over the shipped catalogue; `verbose` lists every query. */
export async function benchRelevance(verbose = false): Promise<void> {
  const taxonomy = new Taxonomy()
  const activities = readActivities(readFileSync('data/activities.jsonl', 'utf8'))
  const engines: Engine[] = [new OurSearch(taxonomy), ...PEERS.map((make) => make(taxonomy))]
  for (const engine of engines) await engine.build(activities)
  for (const { name, queries, grades } of SETS) {
    const judged = queries.map((query) => {
      const found = grades[query.id]
      return { ...query, grades: isJudged(found) ? found : undefined }
    })
    const outcomes = new Map<string, Outcome[]>()
    for (const engine of engines) outcomes.set(engine.name, await runAll(engine, judged))
    printMeasures(name, outcomes)
    printTypos(outcomes)
    if (verbose) printQueries(outcomes)
  }
}

async function runAll(engine: Engine, queries: readonly Judged[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const query of queries) {
    const { ids, total } = await engine.search(query.q, DEPTH)
    const outcome = { ...query, ids, total, ndcg: ndcg(ids, query.grades ?? {}) }
    if (query.meant === undefined) outcomes.push(outcome)
    else {
      const twin = await engine.search(query.meant, DEPTH)
      outcomes.push({ ...outcome, corrected: ndcg(twin.ids, query.grades ?? {}) })
    }
  }
  return outcomes
}

function printMeasures(set: string, outcomes: ReadonlyMap<string, Outcome[]>): void {
  const [first = []] = outcomes.values()
  const kinds = [...new Set(first.map(({ kind }) => kind))]
  const count = first.filter(({ grades }) => grades).length
  const rows = [...outcomes].map(([name, all]) => {
    const judged = all.filter(({ grades }) => grades)
    const meanOf = (measure: (outcome: Outcome) => number | undefined) =>
      mean(judged.flatMap((outcome) => measure(outcome) ?? [])).toFixed(3)
    return [
      name,
      meanOf(({ ndcg }) => ndcg),
      meanOf(({ ids, grades }) => (succeeds(ids, grades ?? {}) ? 1 : 0)),
      meanOf(({ ids, grades }) => recall(ids, grades ?? {}, DEPTH)),
      all.filter(({ total }) => total === 0).length,
      judged.filter(({ total }) => total === 0).length,
      ...kinds.map((kind) =>
        mean(judged.filter((query) => query.kind === kind).map(({ ndcg }) => ndcg)).toFixed(3),
      ),
    ]
  })
  printTable(
    `Relevance of ${count} judged queries, ${set} (nDCG@10, and by kind)`,
    ['engine', 'nDCG@10', 'success@3', `recall@${DEPTH}`, 'no result', 'wrongly', ...kinds],
    rows,
  )
}

function printTypos(outcomes: ReadonlyMap<string, Outcome[]>): void {
  const names = [...outcomes.keys()]
  const distances = names.map((name) =>
    (outcomes.get(name) ?? []).flatMap(({ q, meant = '', ndcg, corrected }) =>
      corrected === undefined ? [] : { q, meant, distance: Math.abs(ndcg - corrected) },
    ),
  )
  const rows = (distances[0] ?? []).map(({ q, meant }, at) => [
    q,
    meant,
    ...distances.map((list) => (list[at]?.distance ?? 0).toFixed(3)),
  ])
  const means = distances.map((list) => mean(list.map(({ distance }) => distance)).toFixed(3))
  printTable(
    'Mistyped queries: |Δ nDCG@10| to their corrected twins',
    ['query', 'twin', ...names],
    [...rows, ['mean', '', ...means]],
  )
}

function printQueries(outcomes: ReadonlyMap<string, Outcome[]>): void {
  const names = [...outcomes.keys()]
  const [ours = []] = outcomes.values()
  printTable(
    'Each query: nDCG@10 of each, and how many ours finds',
    ['query', 'kind', ...names, 'total'],
    ours.map(({ id, q, kind, total }, at) => [
      `${id} ${q}`,
      kind,
      ...names.map((name) => (outcomes.get(name)?.[at]?.ndcg ?? 0).toFixed(3)),
      total,
    ]),
  )
}
