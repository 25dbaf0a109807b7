import type { ComponentProps } from 'preact'
import { Finder } from './finder'
import { SearchBox } from './search-box'

/** The components that come alive in the browser; all others are HTML only. */
export const islands = { Finder, SearchBox }

type IslandName = keyof typeof islands
export type IslandProps = {
  [Name in IslandName]: {
    name: Name
    props: ComponentProps<(typeof islands)[Name]>
    told?: ComponentProps<(typeof islands)[Name]>
  }
}[IslandName]
