import { type MutableRef, useState } from 'preact/hooks'
import { type SuggestionGroups, useSuggestions } from './use-suggestions'

export type Suggestion = SuggestionGroups[number]['items'][number]

interface ComboboxOptions {
  /** Of the list of suggestions; the options are `{listId}-0`, `{listId}-1` … */
  listId: string
  field: MutableRef<HTMLInputElement | null>
  /** False where no script runs: the field is a plain one then. */
  live: boolean
  /** How long the typing must rest before suggestions are asked for. */
  waitMs: number
  /** Which of the suggestions are of use here. */
  pick: (groups: SuggestionGroups) => SuggestionGroups
  /** What a chosen suggestion does. */
  choose: (suggestion: Suggestion) => void
}

/**
 * A search field that suggests: the editable combobox with list autocomplete and manual
 * selection of the ARIA Authoring Practices. The focus stays in the field; Up and Down
 * walk through the suggestions and the field, Enter takes the selected one, Escape shuts
 * the list, and any key that moves the caret goes back to the text.
 */
export function useCombobox({ listId, field, live, waitMs, pick, choose }: ComboboxOptions) {
  const suggestions = useSuggestions(waitMs)
  const [active, setActive] = useState(-1)
  const groups = pick(suggestions.groups)
  const items = groups.flatMap((group) => group.items)
  const open = items.length > 0

  const shut = () => {
    suggestions.close()
    setActive(-1)
  }
  const take = (suggestion: Suggestion) => {
    shut()
    choose(suggestion)
  }
  const type = () => {
    setActive(-1)
    suggestions.ask(field.current?.value ?? '')
  }
  const press = (event: KeyboardEvent) => {
    const { key, altKey } = event
    const chosen = items[active]
    if (key === 'Enter' && chosen) {
      event.preventDefault()
      take(chosen)
    } else if (key === 'Escape' && open) {
      // Shut first; pressed once more, Escape empties the field as the browser has it.
      event.preventDefault()
      shut()
    } else if (key === 'ArrowDown' && !open) {
      event.preventDefault()
      suggestions.ask(field.current?.value ?? '')
    } else if (key === 'ArrowUp' && altKey) {
      event.preventDefault()
      shut()
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && !altKey && open) {
      event.preventDefault()
      // One place more than there are items: the field itself, with nothing selected.
      const places = items.length + 1
      const step = key === 'ArrowDown' ? 1 : -1
      setActive(((active + 1 + step + places) % places) - 1)
    } else if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(key)) {
      setActive(-1)
    }
  }

  return {
    open,
    shut,
    type,
    count: items.length,
    /** Attributes and handlers of the field; what the reader types is told by `type`. */
    field: live
      ? ({
          role: 'combobox',
          'aria-expanded': open,
          'aria-controls': listId,
          'aria-autocomplete': 'list',
          'aria-activedescendant': chosenId(listId, active),
          onKeyDown: press,
          onBlur: shut,
        } as const)
      : {},
    list: { id: listId, groups, active, onChoose: take },
  }
}

function chosenId(listId: string, active: number): string | undefined {
  return active >= 0 ? `${listId}-${active}` : undefined
}
