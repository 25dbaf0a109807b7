import type { SearchResult } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { type ListState, listUrl } from '../lib/urls'

interface QueryNotesProps {
  result: SearchResult
  state: ListState
}

/** What was made of the words: how they were corrected, what they may mean, who has them all. */
export function QueryNotes({ result: { total, query }, state }: QueryNotesProps) {
  const { t, rich } = useI18n()
  const { q, corrected, suggested, complete, completeFirst } = query
  const link = (words: string) => (
    <a href={listUrl({ ...state, q: words, offset: 0 })}>{t('value.quoted', { value: words })}</a>
  )
  const hasOneWord = !/\s/.test((corrected ?? q).trim())
  const said = hasOneWord ? 'completeOne' : completeFirst ? 'complete' : 'completeAmong'
  return (
    <>
      {corrected && (
        <p class="note">
          {rich('activities.corrected', {
            typed: <b>{t('value.quoted', { value: lostWords(q, corrected) })}</b>,
            query: link(corrected),
          })}
        </p>
      )}
      {suggested && <p class="note">{rich('activities.suggested', { query: link(suggested) })}</p>}
      {complete !== undefined && total > 0 && (
        <p class="note">{t(`activities.${said}`, { count: complete })}</p>
      )}
    </>
  )
}

/**
 * The words of a query that its correction replaced; all, where that cannot be told.
 *
 * @example lostWords('satelite imagery', 'satellite imagery') === 'satelite'
 */
function lostWords(typed: string, corrected: string): string {
  const kept = new Set(corrected.toLowerCase().split(/\s+/))
  const lost = typed.split(/\s+/).filter((word) => word && !kept.has(word.toLowerCase()))
  return lost.length > 0 ? lost.join(' ') : typed
}
