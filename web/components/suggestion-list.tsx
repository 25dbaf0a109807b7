import { useEffect, useRef } from 'preact/hooks'
import { useI18n } from '../lib/i18n'
import type { Suggestion } from '../lib/use-combobox'
import type { SuggestionGroups } from '../lib/use-suggestions'

interface SuggestionListProps {
  id: string
  groups: SuggestionGroups
  /** Place of the selected suggestion, counted over all groups; -1 for none. */
  active: number
  onChoose: (suggestion: Suggestion) => void
  /** In one line that covers nothing, where results are read below. */
  slim?: boolean
}

/** The list under a search field. Focus stays in the field; the pointer may choose, too. */
export function SuggestionList({ id, groups, active, onChoose, slim }: SuggestionListProps) {
  const { t, number } = useI18n()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active < 0) return
    const selected = list.current?.querySelector('[aria-selected=true]')
    selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active])
  let place = 0
  return (
    <div
      id={id}
      ref={list}
      class={slim ? 'suggestions slim' : 'suggestions'}
      role="listbox"
      aria-label={t('search.suggestions')}
      tabIndex={-1}
      hidden={groups.length === 0}
      // A press must not take the focus from the field, or the list would close under it.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
          <div id={`${id}-${group.id}`} class="group-label" role="presentation">
            {group.label}
          </div>
          {group.items.map((item) => {
            const index = place++
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus
              <div
                key={item.url}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onClick={() => onChoose(item)}
              >
                <span>{item.label}</span>
                {item.count !== undefined && <small>{number(item.count)}</small>}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
