/** What a form holds by the names of its fields; boxes that are not ticked hold nothing. */
export type Values = Record<string, string[]>

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Links are rows of two fields, which only mean something together. */
const LINKS = ['links.url', 'links.label']

/** The fields of an entry's form that hold the entry: not those that accompany it. */
export function controlsOf(form: HTMLFormElement): Control[] {
  return Array.from(form.elements).filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement && one.type !== 'hidden' && one.name !== '') ||
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement,
  )
}

/** What stands in the form now. */
export function valuesOf(form: HTMLFormElement): Values {
  return collect(form, (one) =>
    one instanceof HTMLInputElement && one.type === 'checkbox'
      ? one.checked && one.value
      : one.value,
  )
}

/** What the server put into the form, whatever the browser has restored since. */
export function defaultsOf(form: HTMLFormElement): Values {
  return collect(form, (one) => {
    if (one instanceof HTMLSelectElement)
      return (Array.from(one.options).find((option) => option.defaultSelected) ?? one.options[0])
        ?.value
    if (one instanceof HTMLInputElement && one.type === 'checkbox')
      return one.defaultChecked && one.value
    return one.defaultValue
  })
}

function collect(form: HTMLFormElement, read: (one: Control) => string | false | undefined) {
  const values: Values = {}
  for (const one of controlsOf(form)) {
    const value = read(one)
    values[one.name] ??= []
    if (value !== false && value !== undefined) values[one.name]?.push(value)
  }
  return values
}

/** The fields in which two forms differ; of links both halves, where one does. */
export function changedNames(before: Values, after: Values): string[] {
  const names = Object.keys(after).filter((name) => !isSame(name, before[name], after[name]))
  const links = names.some((name) => LINKS.includes(name)) ? LINKS : []
  return [...names.filter((name) => !LINKS.includes(name)), ...links]
}

/** Whether a field holds the same twice, but for what saving would tidy anyway. */
export function isSame(name: string, a: string[] = [], b: string[] = []): boolean {
  return tidy(name, a) === tidy(name, b)
}

function tidy(name: string, values: string[]): string {
  const texts = values.map((value) => value.replace(/\r\n?/g, '\n').trim())
  // Rows of links stand in an order; empty ones at the end are none.
  if (LINKS.includes(name)) return texts.join('\n').trimEnd()
  return texts.filter(Boolean).sort().join('\u0000')
}

/** Puts values into a field, adding rows for links where there are too few. */
export function setValues(form: HTMLFormElement, name: string, values: string[]): void {
  if (LINKS.includes(name)) addRows(form, values.length)
  const controls = controlsOf(form).filter((one) => one.name === name)
  for (const [at, one] of controls.entries()) {
    const isBox = one instanceof HTMLInputElement && one.type === 'checkbox'
    const before = isBox ? one.checked : one.value
    if (isBox) one.checked = values.includes(one.value)
    else one.value = values[at] ?? ''
    if (before !== (isBox ? one.checked : one.value))
      one.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

function addRows(form: HTMLFormElement, count: number): void {
  const rows = Array.from(form.querySelectorAll('#entry-links > .filter'))
  const last = rows.at(-1)
  for (let at = rows.length; last && at < count; at++) {
    const row = last.cloneNode(true) as Element
    row.querySelector('.reason')?.remove()
    for (const input of row.querySelectorAll('input')) {
      input.id = input.id.replace(/\d+/, String(at))
      for (const attribute of ['aria-invalid', 'aria-describedby', 'value'])
        input.removeAttribute(attribute)
    }
    // The labels say which row it is: `Address of link 4`.
    for (const label of row.querySelectorAll('label'))
      if (label.firstChild)
        label.firstChild.textContent = (label.firstChild.textContent ?? '').replace(
          /\d+/,
          String(at + 1),
        )
    form.querySelector('#entry-links')?.append(row)
  }
}
