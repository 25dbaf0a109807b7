import type { FunctionComponent } from 'preact'
import { scriptJson } from '../lib/json'
import { type IslandProps, islands } from './islands'

/** An island in the server's HTML: its markup, and its props for the browser to take it up. */
export function Island({ name, props }: IslandProps) {
  const View = islands[name] as FunctionComponent<object>
  return (
    <div data-island={name}>
      <View {...props} />
      <script type="application/json" dangerouslySetInnerHTML={{ __html: scriptJson(props) }} />
    </div>
  )
}
