import type { EntryHelp } from '../../../taxonomy/submission-pages'

type Problem = EntryHelp['issues'][number]

/**
 * Shows what is wrong at the fields of the form: what cannot be read, once the field is left,
 * and what is needed, once it has been visited.
 */
export class FieldProblems {
  readonly #visited = new Set<string>()
  #problems: Problem[]
  #issues: Problem[]

  /** @param shown what the page shows already */
  constructor(shown: Problem[], issues: Problem[]) {
    this.#problems = shown
    this.#issues = issues
    for (const { field } of shown) this.#visited.add(controlOf(field)?.id ?? '')
  }

  /** A field was left. */
  leave(target: Element): void {
    const id = target.closest('details')?.id ?? target.id
    this.#visited.add(id)
    this.#show()
  }

  /** What the server says of the form as it was last saved. */
  update(problems: Problem[], issues: Problem[]): void {
    this.#problems = problems
    this.#issues = issues
    this.#show()
  }

  #show(): void {
    const wrong = new Map<string, Set<string>>()
    const add = ({ field, reason }: Problem) => {
      const id = controlOf(field)?.id
      if (id) wrong.set(id, (wrong.get(id) ?? new Set()).add(reason))
    }
    this.#problems.forEach(add)
    const unread = new Set(wrong.keys())
    for (const issue of this.#issues) if (!unread.has(controlOf(issue.field)?.id ?? '')) add(issue)
    const writing = document.activeElement
    for (const id of new Set([...this.#visited, ...unread])) {
      const control = document.getElementById(id)
      const reasons = [...(wrong.get(id) ?? [])]
      // Whoever is still writing is not told that it is wrong so far.
      if (control && !(reasons.length > 0 && control.contains(writing)))
        mark(control, reasons.join('; '))
    }
    clearSummary(wrong)
  }
}

/** The field that a path is about: `links.0.url`, or the list that `tags.3` is in. */
function controlOf(path: string): HTMLElement | null {
  for (let field = path; ; field = field.slice(0, field.lastIndexOf('.'))) {
    const control = document.getElementById(`entry-${field}`)
    if (control || !field.includes('.')) return control
  }
}

function mark(control: HTMLElement, reason: string): void {
  const id = `${control.id}-wrong`
  const field = control instanceof HTMLDetailsElement ? control.querySelector('fieldset') : control
  const box = field?.closest('.form-field, .filter')
  let line = document.getElementById(id)
  if (!field || (line?.textContent ?? '') === reason) return
  if (!line) {
    line = document.createElement('p')
    line.className = 'reason'
    line.id = id
    if (box?.matches('.filter')) box.prepend(line)
    else if (box) field.before(line)
    else field.querySelector('legend')?.after(line)
  }
  line.textContent = reason
  const isWrong = reason !== ''
  if (!isWrong) line.remove()
  box?.classList.toggle('wrong', isWrong && box.matches('.form-field'))
  const others = ['hint', 'comment'].map(
    (part) => document.getElementById(`${control.id}-${part}`)?.id,
  )
  const described = [...others, isWrong && id].filter(Boolean).join(' ')
  if (described) field.setAttribute('aria-describedby', described)
  else field.removeAttribute('aria-describedby')
  if (field === control && isWrong) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}

/** Takes out of the summary on top what is mended. */
function clearSummary(wrong: Map<string, unknown>): void {
  const summary = document.querySelector('.problems')
  for (const link of summary?.querySelectorAll('a') ?? []) {
    const control = controlOf(link.hash.slice('#entry-'.length))
    if (control && !wrong.has(control.id)) link.closest('li')?.remove()
  }
  if (summary && !summary.querySelector('li')) summary.remove()
}
