import { benchSearch } from './bench/search'
import { PEERS } from './bench/peers'
;(PEERS as any).length = Number(process.env.PEERS ?? 1)
await benchSearch((process.env.SIZES ?? '837').split(',').map(Number))
