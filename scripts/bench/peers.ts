import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Engine } from './engine'
import { Fts5Peer } from './peers/fts5'
import { MiniSearchPeer } from './peers/minisearch'
import { OramaPeer } from './peers/orama'

/**
 * Makers of the engines that ours is measured against, each with its own best sensible
 * settings over the same texts and counting the same facets by its own means. None marks
 * what matched, which favours them.
 */
export const PEERS: readonly ((taxonomy: Taxonomy) => Engine)[] = [
  (taxonomy) => new MiniSearchPeer(taxonomy),
  (taxonomy) => new Fts5Peer(taxonomy),
  (taxonomy) => new OramaPeer(taxonomy),
]
