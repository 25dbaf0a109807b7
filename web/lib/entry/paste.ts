import { cleanText } from '../../../taxonomy/clean-text'

/**
 * Cleans text as it is pasted into a form, by the rules that saving has, and so that it can
 * be undone.
 *
 * @param onCleaned called when something was taken out or repaired
 */
export function cleanPastes(form: HTMLFormElement, onCleaned: () => void): void {
  form.addEventListener('paste', (event) => {
    const { target, clipboardData } = event
    const isText = target instanceof HTMLTextAreaElement
    // An address stands as it is: what looks like markup in it may belong to it.
    const isLine = target instanceof HTMLInputElement && target.name !== 'links.url'
    if ((!isText && !isLine) || target.name === '') return
    const pasted = (clipboardData?.getData('text/plain') ?? '').replace(/\r\n?/g, '\n')
    const cleaned = cleanPiece(pasted, isText)
    if (cleaned === pasted) return
    event.preventDefault()
    // Nothing else writes into a field so that "undo" knows of it.
    if (!document.execCommand('insertText', false, cleaned)) {
      const { selectionStart, selectionEnd } = target
      target.setRangeText(cleaned, selectionStart ?? 0, selectionEnd ?? 0, 'end')
      target.dispatchEvent(new Event('input', { bubbles: true }))
    }
    onCleaned()
  })
}

/** A piece for the middle of a text: the space around it stays. */
function cleanPiece(pasted: string, lines: boolean): string {
  const [before = ''] = /^[ \t\u00a0]/.exec(pasted) ?? []
  const [after = ''] = (lines ? /[ \t\u00a0\n]$/ : /[ \t\u00a0]$/).exec(pasted) ?? []
  const space = (sign: string) => (sign === '' || sign === '\n' ? sign : ' ')
  return space(before) + cleanText(pasted, { lines }) + space(after)
}
