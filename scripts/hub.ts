import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { addPerson } from '../server/accounts/add-person'
import { invitationForm, readForm } from '../server/accounts/forms'
import { CatalogueReader } from '../server/catalogue/reader'
import { ConfigError, readConfig } from '../server/config'
import { type Database, DatabaseError, openDatabase } from '../server/database/open'
import { toCatalogueForm } from '../server/exchange/catalogue-format'
import { fillEmpty } from '../server/fill'
import { issuesOf } from '../taxonomy/draft'
import { Taxonomy } from '../taxonomy/taxonomy'
import { importCommand } from './import-command'
import { freezeEdition, writeReport } from './report'
import { printSuggestionCheck } from './suggestion-check'
import { printTaxonomyCheck } from './taxonomy-check'

const USAGE = `npm run hub -- COMMAND

  import FILE [--dry-run] [--entity ID] [--submit] [--duplicates]
                             read a table (.xlsx, CSV, JSON, JSON lines) or a file of the Hub's or the catalogue's own
                             form into the store; --submit hands the entries in for review, --duplicates takes in
                             rows that repeat an entry, too
  export FILE.jsonl          write every activity, in the catalogue's own form: the public version, of others the newest
  warnings [CODE]            list what curators should look at
  user add EMAIL --role admin|curator|focal-point|contributor [--entity ID] [--name NAME]
                             let someone sign in, or give someone who is there another role
  report --edition ID --format pdf|docx|xlsx|html|json --out FILE
                             write an edition's report
  edition freeze ID --as-of DAY [--title TITLE] [--note NOTE]
                             freeze what is public now of the activities made by that day
  taxonomy check [FILE]      count how the labels of a file, or of the shipped catalogue, are placed
  taxonomy suggest [FILE]    compare the SDGs and types suggested from entries' words with those they state
`

/** The catalogue that ships, in its own form. */
const SHIPPED = 'data/activities.jsonl'

/** Relative paths mean the folder the command was typed in, not the project's. */
const fromCaller = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path)

/** Runs one command and returns the exit code. */
async function run([command, ...words]: string[]): Promise<number> {
  const [first, second] = words
  if (command === 'import' && first) {
    const { publicUrl: origin, databaseFile } = readConfig(process.env)
    const folder = `${databaseFile}-imports`
    return withDatabase((database) =>
      importCommand(database, words, { origin, folder, pathOf: fromCaller }),
    )
  }
  if (command === 'export' && first) return withCatalogue((database) => exportFrom(database, first))
  if (command === 'warnings') return withCatalogue((database) => listWarnings(database, first))
  if (command === 'report')
    return withCatalogue((database) =>
      writeReport(database, words, {
        origin: readConfig(process.env).publicUrl,
        resolve: fromCaller,
      }),
    )
  if (command === 'edition' && first === 'freeze')
    return withCatalogue((database) => freezeEdition(database, words.slice(1)))
  if (command === 'user' && first === 'add' && second) return addUser(words.slice(1))
  if (command === 'taxonomy' && first === 'check')
    return printTaxonomyCheck(new Taxonomy(), second ? fromCaller(second) : SHIPPED)
  if (command === 'taxonomy' && first === 'suggest')
    return printSuggestionCheck(new Taxonomy(), second ? fromCaller(second) : SHIPPED)
  console.error(USAGE)
  return 2
}

async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const database = await openDatabase(readConfig(process.env).databaseFile)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The same for what reads the catalogue: an empty database is filled first, as the start does. */
function withCatalogue(work: (database: Database) => Promise<number>): Promise<number> {
  return withDatabase(async (database) => {
    const { seedFile } = readConfig(process.env)
    if (await fillEmpty(database, new Taxonomy(), seedFile))
      console.error(`The database was empty and has been filled from ${seedFile}`)
    return work(database)
  })
}

async function exportFrom(database: Database, path: string): Promise<number> {
  const reader = new CatalogueReader(database.reader)
  const file = createWriteStream(fromCaller(path))
  const taxonomy = new Taxonomy()
  let count = 0
  let unfinished = 0
  for (let after = 0; ; ) {
    const page = await reader.pageStanding(after, 500)
    for (const activity of page) {
      if (issuesOf(activity.content, taxonomy).length > 0) unfinished++
      else {
        file.write(`${JSON.stringify(toCatalogueForm(activity))}\n`)
        count++
      }
    }
    const last = page.at(-1)
    if (!last) break
    after = last.id
  }
  file.end()
  await finished(file)
  console.log(`${count} activities written`)
  if (unfinished > 0) console.log(`  ${unfinished} unfinished drafts left out`)
  return 0
}

async function addUser(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { role: { type: 'string' }, entity: { type: 'string' }, name: { type: 'string' } },
  })
  const given = { email: positionals[0], ...values }
  const { data, problems } = readForm(invitationForm(new Taxonomy()), given)
  if (problems) {
    for (const { field, reason } of problems) console.error(`${field} ${reason}`)
    return 1
  }
  return withDatabase(async (database) => {
    const isNew = await addPerson(database, data)
    const what = data.entity ? `${data.role} of ${data.entity}` : data.role
    console.log(`${data.email} ${isNew ? 'was added' : 'was there'} and is ${what}`)
    console.log(`Signing in: ${readConfig(process.env).publicUrl}/sign-in`)
    return 0
  })
}

async function listWarnings(database: Database, code?: string): Promise<number> {
  const warnings = await new CatalogueReader(database.reader).listWarnings()
  const listed = warnings.filter((warning) => !code || warning.code === code)
  for (const { activity_id, code, field, detail } of listed)
    console.log(`${activity_id}\t${code}\t${field}\t${detail}`)
  console.log(`${listed.length} warnings`)
  return 0
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: NodeJS.ErrnoException) => {
    const expected = error instanceof ConfigError || error instanceof DatabaseError || error.code
    console.error(expected ? error.message : error)
    process.exitCode = 1
  },
)
