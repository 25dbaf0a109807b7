import { changedNames, isSame, type Values } from './form-values'

/** Text that has not been saved, as a browser keeps it. */
export interface Kept {
  /** ISO time of the last key. */
  at: string
  /** What the server had, and what was typed instead, by field. */
  saved: Values
  typed: Values
}

/** Text of an earlier visit that stands against something newer, to be used or discarded. */
export interface Offer {
  name: string
  at: string
  typed: string[]
}

/** Whose text, of which draft. */
interface Place {
  writer: number
  submissionId: number
}

const PREFIX = 'hub:entry:'
/** How long a browser keeps what nobody came back for, in ms. */
const KEEP_MS = 30 * 86_400_000

const keyOf = ({ writer, submissionId }: Place) => `${PREFIX}${writer}:${submissionId}`

/** Keeps what differs from what is saved, or forgets, where nothing does. Never throws. */
export function keep(place: Place, saved: Values, typed: Values, offers: Offer[]): boolean {
  const names = changedNames(saved, typed)
  if (names.length === 0 && offers.length === 0) return forget(place)
  const only = (values: Values) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? []]))
  const at = new Date().toISOString()
  const kept: Kept = { at, saved: only(saved), typed: only(typed) }
  for (const { name, typed } of offers) kept.typed[name] ??= typed
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(kept))
    return true
  } catch {
    // Private windows and full disks keep nothing.
    return false
  }
}

/**
 * Forgets what was kept of a form.
 *
 * @returns whether the browser let us
 */
export function forget(place: Place): boolean {
  try {
    localStorage.removeItem(keyOf(place))
    return true
  } catch {
    return false
  }
}

/**
 * What was kept of an earlier visit: what can be put back, since nobody has changed the field
 * since, and what must be asked about. Never throws.
 */
export function recall(place: Place, onServer: Values): { back: Values; offers: Offer[] } {
  const kept = read(keyOf(place))
  const back: Values = {}
  const offers: Offer[] = []
  for (const [name, typed] of Object.entries(kept?.typed ?? {})) {
    const now = onServer[name]
    if (!kept || now === undefined || isSame(name, now, typed)) continue
    if (kept.saved[name] && isSame(name, now, kept.saved[name])) back[name] = typed
    else offers.push({ name, at: kept.at, typed })
  }
  // Half of a row of links means nothing: one is not put back without the other.
  if (offers.some(({ name }) => name.startsWith('links.')))
    for (const name of Object.keys(back).filter((name) => name.startsWith('links.'))) {
      offers.push({ name, at: kept?.at ?? '', typed: back[name] ?? [] })
      delete back[name]
    }
  return { back, offers }
}

/** When the text of an earlier visit was typed. */
export function keptAt(place: Place): string | undefined {
  return read(keyOf(place))?.at
}

/** Forgets what has lain here too long, whoever's it was. */
export function forgetOld(): void {
  forgetIf((key) => !(Date.now() - Date.parse(read(key)?.at ?? '') < KEEP_MS))
}

/** Forgets what is kept of a draft that is none any more, whoever's it was. */
export function forgetEnded(submissionId: number): void {
  forgetIf((key) => key.endsWith(`:${submissionId}`))
}

function forgetIf(isDue: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX) && isDue(key)) localStorage.removeItem(key)
  } catch {
    // Where nothing can be kept, nothing is old.
  }
}

function read(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
    return kept?.typed && kept.saved ? kept : undefined
  } catch {
    return undefined
  }
}
