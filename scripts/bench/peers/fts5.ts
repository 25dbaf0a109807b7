import Sqlite from 'better-sqlite3'
import type { PublishedActivity } from '../../../server/catalogue/reader'
import type { Taxonomy } from '../../../taxonomy/taxonomy'
import type { Answer, Engine, FacetCounts } from '../engine'
import { FIELDS, textsOf, WEIGHTS } from './documents'

/** Share of all activities above which counting along the values is faster than along what was found. */
const MOST = 0.5

const SCHEMA = `
  PRAGMA temp_store = memory;
  CREATE VIRTUAL TABLE words USING fts5(
    ${FIELDS.join(', ')}, content = '', prefix = '1 2 3', tokenize = 'porter unicode61'
  );
  CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT, name TEXT);
  CREATE TABLE carries (
    activity INTEGER, value INTEGER, PRIMARY KEY (activity, value)
  ) WITHOUT ROWID;
  CREATE INDEX carried ON carries (value, activity);
  CREATE TEMP TABLE hit (activity INTEGER PRIMARY KEY, score REAL);
`

/** SQLite's FTS5 in memory: stems, BM25, any word, the last one unfinished; facets in SQL. */
export class Fts5Peer implements Engine {
  readonly name = 'SQLite FTS5'
  readonly #db = new Sqlite(':memory:').exec(SCHEMA)
  readonly #clear = this.#db.prepare('DELETE FROM hit')
  readonly #match = this.#db.prepare<[string]>(
    `INSERT INTO hit SELECT rowid, bm25(words, ${Object.values(WEIGHTS).join(', ')})
     FROM words WHERE words MATCH ?`,
  )
  readonly #page = this.#db
    .prepare<[number], number>('SELECT activity FROM hit ORDER BY score LIMIT ?')
    .pluck()
  readonly #fromHits = this.#counting('hit CROSS JOIN carries USING (activity)')
  readonly #fromValues = this.#counting(
    'carries INDEXED BY carried CROSS JOIN hit USING (activity)',
  )
  #size = 0

  constructor(readonly taxonomy: Taxonomy) {}

  async build(activities: readonly PublishedActivity[]): Promise<void> {
    const words = this.#db.prepare(
      `INSERT INTO words (rowid, ${FIELDS.join(', ')}) VALUES (?${', ?'.repeat(FIELDS.length)})`,
    )
    const value = this.#db.prepare('INSERT INTO value (id, facet, name) VALUES (?, ?, ?)')
    const carries = this.#db.prepare('INSERT INTO carries VALUES (?, ?)')
    const values = new Map<string, number>()
    const idOf = (facet: string, name: string) => {
      const key = `${facet}=${name}`
      const known = values.get(key)
      if (known !== undefined) return known
      values.set(key, values.size)
      value.run(values.size - 1, facet, name)
      return values.size - 1
    }
    const insert = (activity: PublishedActivity) => {
      const texts = textsOf(this.taxonomy, activity)
      words.run(activity.id, ...FIELDS.map((field) => texts[field]))
      for (const facet of this.taxonomy.facets)
        for (const name of this.taxonomy.valuesOf(activity.content, facet))
          carries.run(activity.id, idOf(facet.param, name))
    }
    this.#db.transaction(() => {
      for (const activity of activities) insert(activity)
    })()
    this.#db.exec(`INSERT INTO words (words) VALUES ('optimize')`)
    this.#size = activities.length
  }

  /** A statement that counts by value; `CROSS JOIN` keeps the order in which SQLite walks. */
  #counting(from: string) {
    return this.#db.prepare<[], { facet: string; name: string; count: number }>(
      `SELECT facet, name, count
       FROM (SELECT value, count(*) AS count FROM ${from} GROUP BY value)
       JOIN value ON value.id = value`,
    )
  }

  search(q: string, limit: number): Answer {
    this.#clear.run()
    const words = q.match(/[\p{L}\p{N}]+/gu) ?? []
    const unfinished = /[\p{L}\p{N}]$/u.test(q)
    // Quoted, a word is a word whatever FTS5's own language makes of it.
    const terms = words.map((word, at) =>
      unfinished && at === words.length - 1 ? `"${word}"*` : `"${word}"`,
    )
    const total = terms.length > 0 ? this.#match.run(terms.join(' OR ')).changes : 0
    const facets: FacetCounts = Object.fromEntries(
      this.taxonomy.facets.map(({ param }) => [param, {}]),
    )
    const counting = total > this.#size * MOST ? this.#fromValues : this.#fromHits
    for (const { facet, name, count } of counting.all()) {
      const values = facets[facet]
      if (values) values[name] = count
    }
    return { ids: this.#page.all(limit), total, facets }
  }

  uncounted(): number {
    const pages = Number(this.#db.pragma('page_count', { simple: true }))
    return pages * Number(this.#db.pragma('page_size', { simple: true }))
  }
}
