import { hideOthers } from '../facet-rows'
import type { I18n } from '../i18n'

/** Above this many boxes a list has a field to find one. */
const LONG = 8

/** Puts a field to find a box above every long list, and keeps counts of what is chosen. */
export function enhanceBoxes(form: HTMLFormElement, { t }: I18n): void {
  for (const details of form.querySelectorAll('details')) {
    const list = details.querySelector('ul')
    const field = details.querySelector('legend')?.textContent ?? ''
    if (!list) continue
    details.addEventListener('change', () => countChosen(details, t))
    if (list.children.length <= LONG) continue
    const input = document.createElement('input')
    Object.assign(input, { type: 'search', className: 'within' })
    input.setAttribute('aria-label', t('entry.within', { field }))
    input.placeholder = t('entry.withinShort')
    const found = document.createElement('p')
    found.className = 'unseen'
    found.setAttribute('role', 'status')
    input.addEventListener('input', () => {
      const left = hideOthers(list, input.value)
      found.textContent = input.value.trim() ? t('entry.found', { count: left }) : ''
      found.className = left === 0 ? 'hint' : 'unseen'
    })
    input.addEventListener('keydown', (event) => {
      // Looking for a box is no sending of the form.
      if (event.key === 'Enter') event.preventDefault()
    })
    list.before(input, found)
  }
}

function countChosen(details: HTMLDetailsElement, t: I18n['t']): void {
  const count = details.querySelectorAll('input:checked').length
  const summary = details.querySelector('summary')
  let badge = summary?.querySelector('.badge')
  if (!badge) {
    badge = document.createElement('span')
    badge.className = 'badge'
    summary?.append(badge)
  }
  if (count === 0) badge.remove()
  else badge.textContent = t('entry.chosen', { count })
}

/** The box of a concept in its field. */
export function boxOf(
  form: HTMLFormElement,
  field: string,
  id: string,
): HTMLInputElement | undefined {
  const boxes = form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')
  return Array.from(boxes).find(({ name, value }) => name === field && value === id)
}
