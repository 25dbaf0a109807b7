import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublishedActivity } from '../server/catalogue/reader'
import { type Act, CatalogueWriter } from '../server/catalogue/writer'
import type { Database } from '../server/database/open'
import { fromCatalogueForm } from '../server/exchange/catalogue-format'
import type { ImportRecord } from '../server/exchange/record'
import type { ActivityContent } from '../taxonomy/activity'

/** A folder that is gone when the test file ends; call `remove` in `afterAll`. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** An activity's content with nothing stated but what must be; `changes` are laid over it. */
export function contentOf(changes: Partial<ActivityContent> = {}): ActivityContent {
  return {
    title: 'Title',
    summary: 'An AI summary.',
    description: '',
    entities: ['itu'],
    otherEntities: '',
    partners: [],
    sdgs: [],
    pillars: null,
    types: [],
    maturity: null,
    beneficiaries: [],
    regions: [],
    countries: [],
    countryGroups: [],
    techniques: [],
    sectors: [],
    domain: '',
    approach: '',
    technology: '',
    output: '',
    startDate: null,
    endDate: null,
    status: null,
    links: [],
    outcomes: {
      peopleTrained: '',
      policyChanges: '',
      newTools: '',
      strengthenedFrameworks: '',
      followUp: '',
      testimonial: '',
    },
    contact: '',
    language: 'en',
    source: null,
    tags: [],
    unplaced: [],
    ...changes,
  }
}

/** A published activity that no database holds, for what works on memory alone. */
export function activityOf(
  id: number,
  changes: Partial<ActivityContent> = {},
  updatedOn = '2025-01-01',
): PublishedActivity {
  return { id, version: 1, content: contentOf(changes), createdOn: '2024-01-01', updatedOn }
}

/** The catalogue that ships, line by line, as the importer reads it. */
export function shippedRecords(): ImportRecord[] {
  return readFileSync('data/activities.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => fromCatalogueForm(JSON.parse(line)))
}

/** The shipped activities that the public sees. */
export function shippedActivities(): PublishedActivity[] {
  return shippedRecords()
    .filter(({ published }) => published)
    .map(({ published: _, ...record }) => ({ ...record, version: 1 }))
}

/** An act of someone who edits here, as opposed to an import. */
export function localAct(): Act {
  return { actor: 'person:1', at: new Date().toISOString(), reason: 'Edited here' }
}

/** Does something to the catalogue in one transaction, as a route would. */
export function write<Result>(
  { writer }: Database,
  work: (writer: CatalogueWriter) => Promise<Result>,
): Promise<Result> {
  return writer.transaction().execute((transaction) => work(new CatalogueWriter(transaction)))
}

/** Saves content as the next version of an activity, new or not, and publishes it. */
export function publish(database: Database, id: number, content: ActivityContent): Promise<void> {
  return write(database, async (writer) => {
    const act = localAct()
    const head = await writer.findHead(id)
    if (!head) await writer.createActivity(id, '2025-01-01', act)
    const version = await writer.saveVersion(id, content, { ...act, datedOn: '2026-01-01' })
    await writer.publish(id, version, act)
  })
}

/** Starts the command line in a process of its own, from the sources. */
export function startHub(words: readonly string[], settings: NodeJS.ProcessEnv): ChildProcess {
  const run = `import('vite').then((vite) =>
    vite.runnerImport('/scripts/hub.ts', { configFile: false, logLevel: 'error' }))`
  return spawn(process.execPath, ['-e', run, 'hub', ...words], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What a process said by its end, and how it ended. */
export async function outcomeOf(
  child: ChildProcess,
): Promise<{ code: number | null; output: string; errors: string }> {
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    errors += chunk
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, output, errors }
}
