/**
 * `node scripts/run.mjs main|hub|bench …`: prepares the project, then runs one of its
 * built programs in this process.
 */
import { prepare } from './prepare.mjs'

const [program = 'main'] = process.argv.splice(2, 1)
await prepare()
process.env.NODE_ENV ??= 'production'
await import(`../dist/server/${program}.js`)
