import type { FunctionComponent } from 'preact'
import { scriptJson } from '../lib/json'
import { type IslandProps, islands } from './islands'

/**
 * An island in the server's HTML: its markup, and what the browser needs to take it up:
 * its props, or of them those that the HTML does not hold already.
 */
export function Island({ name, props, told = props }: IslandProps) {
  const View = islands[name] as FunctionComponent<object>
  return (
    <div data-island={name}>
      <View {...props} />
      <script type="application/json" dangerouslySetInnerHTML={{ __html: scriptJson(told) }} />
    </div>
  )
}
