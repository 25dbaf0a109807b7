/** Measures one engine in a process of its own for `bench search`: `[place of the engine, size]`. */
import { measureEngine } from './bench/measure-engine'

const [engine = 0, size = 0] = process.argv.slice(2).map(Number)
process.send?.(await measureEngine(engine, size))
