/**
 * `node scripts/run.mjs main|hub|bench …`: prepares the project, then runs one of its
 * built programs in this process.
 */
import { prepare } from './prepare.mjs'

const [program = 'main'] = process.argv.splice(2, 1)
process.env.NODE_ENV ??= 'production'
await prepare()
await import(`../dist/server/${program}.js`)
