import { resolve } from 'node:path'
import { CatalogueReader } from '../server/catalogue/reader'
import { ConfigError, readConfig } from '../server/config'
import { type Database, DatabaseError, openDatabase } from '../server/database/open'
import { fillEmpty } from '../server/fill'
import { Taxonomy } from '../taxonomy/taxonomy'

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

/** Runs one command, with no more of the program than it needs, and returns the exit code. */
async function run([command, ...words]: string[]): Promise<number> {
  const [first, second] = words
  const taxonomy = new Taxonomy()
  if (command === 'import' && first) {
    const { importCommand } = await import('./import-command')
    return withDatabase((database) => {
      const { publicUrl: origin, databaseFile } = readConfig(process.env)
      const folder = `${databaseFile}-imports`
      return importCommand(database, words, { origin, folder, pathOf: fromCaller })
    })
  }
  if (command === 'export' && first) {
    const { exportCommand } = await import('./export-command')
    return withCatalogue(taxonomy, (database) =>
      exportCommand(database, taxonomy, fromCaller(first)),
    )
  }
  if (command === 'warnings')
    return withCatalogue(taxonomy, (database) => listWarnings(database, first))
  if (command === 'report') {
    const { writeReport } = await import('./report')
    return withCatalogue(taxonomy, (database) => {
      const { publicUrl: origin } = readConfig(process.env)
      return writeReport(database, words, { taxonomy, origin, resolve: fromCaller })
    })
  }
  if (command === 'edition' && first === 'freeze') {
    const { freezeEdition } = await import('./report')
    return withCatalogue(taxonomy, (database) => freezeEdition(database, words.slice(1)))
  }
  if (command === 'user' && first === 'add' && second) {
    const { addUser } = await import('./user-command')
    return withDatabase((database) => {
      const { publicUrl: origin } = readConfig(process.env)
      return addUser(database, words.slice(1), { taxonomy, origin })
    })
  }
  if (command === 'taxonomy' && (first === 'check' || first === 'suggest')) {
    const file = second ? fromCaller(second) : SHIPPED
    if (first === 'check')
      return (await import('./taxonomy-check')).printTaxonomyCheck(taxonomy, file)
    return (await import('./suggestion-check')).printSuggestionCheck(taxonomy, file)
  }
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
function withCatalogue(
  taxonomy: Taxonomy,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  return withDatabase(async (database) => {
    const { seedFile } = readConfig(process.env)
    if (await fillEmpty(database, taxonomy, seedFile))
      console.error(`The database was empty and has been filled from ${seedFile}`)
    return work(database)
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

try {
  const words = process.argv.slice(2)
  process.exitCode = await run(words)
  // Pages of a report are let go piece by piece otherwise, which takes as long as to draw its charts.
  if (words[0] === 'report') process.exit()
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const isExpected = error instanceof ConfigError || error instanceof DatabaseError || code
  console.error(isExpected ? message : error)
  process.exitCode = 1
}
