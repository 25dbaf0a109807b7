import type { ActivityContent } from '../../taxonomy/activity'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { DuplicateFinder } from './duplicates'
import type { CatalogueReader } from './reader'
import { type Warning, warningsOf } from './warnings'
import type { CatalogueWriter } from './writer'

/** An activity as warnings are worked out of it. */
interface Notable {
  id: number
  content: ActivityContent
  /** ISO day. */
  createdOn: string
  /** Whether nothing can have been noted of it yet. */
  isNew?: boolean
}

/**
 * Stores what a curator should know of an activity, on it and on those it seems to repeat,
 * instead of what was noted before. The finder then knows this content of it.
 */
export async function noteWarnings(
  writer: CatalogueWriter,
  finder: DuplicateFinder,
  taxonomy: Taxonomy,
  { id, content, createdOn, isNew = false }: Notable,
): Promise<Warning[]> {
  const alike = finder.find(id, content, createdOn)
  finder.add(id, content, createdOn)
  const duplicates = alike.map((other) => duplicateOf(other.id, other.title, other.text))
  const warnings = [...warningsOf(content, taxonomy), ...duplicates]
  if (isNew) await writer.addWarnings(id, warnings)
  else await writer.setWarnings(id, warnings)
  for (const other of alike)
    await writer.addWarnings(other.id, [duplicateOf(id, other.title, other.text)])
  return warnings
}

function duplicateOf(otherActivityId: number, title: number, text: number): Warning {
  const percent = (part: number) => `${Math.round(part * 100)} %`
  return {
    code: 'likely-duplicate',
    field: 'title',
    detail: `Shares ${percent(title)} of the title's words and ${percent(text)} of all words with ${otherActivityId}`,
    otherActivityId,
  }
}

/** A finder that knows every activity as it stands, but for those that were archived. */
export async function rememberAll(reader: CatalogueReader): Promise<DuplicateFinder> {
  const finder = new DuplicateFinder()
  for (let after = 0; ; ) {
    const page = await reader.pageStanding(after, 500)
    for (const { id, state, content, createdOn } of page)
      if (state !== 'archived') finder.add(id, content, createdOn)
    const last = page.at(-1)
    if (!last) return finder
    after = last.id
  }
}
