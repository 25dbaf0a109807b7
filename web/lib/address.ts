/**
 * Writing the state of a page into the browser's address and history.
 */

/**
 * Milliseconds after the last key press until the address follows. Each change of it
 * makes Chromium lay out the page and fetch the icon again, half of a key press's time.
 */
const SETTLE_MS = 200

let pending: { url: string; timer: ReturnType<typeof setTimeout> } | null = null

/** The address follows what is typed, in the same entry of the history, soon. */
export function replaceSoon(url: string): void {
  forget()
  pending = { url, timer: setTimeout(settle, SETTLE_MS) }
}

/** Writes now what is yet to be written: before anything that leaves this entry. */
export function settle(): void {
  const url = pending?.url
  forget()
  if (url !== undefined && url !== currentAddress()) history.replaceState(null, '', url)
}

/** A new entry in the history. */
export function push(url: string): void {
  settle()
  if (url !== currentAddress()) history.pushState(null, '', url)
}

/** Path and query of the page. */
export function currentAddress(): string {
  return location.pathname + location.search
}

/** Drops what is yet to be written: the browser went to another entry of its own accord. */
export function forget(): void {
  clearTimeout(pending?.timer)
  pending = null
}
