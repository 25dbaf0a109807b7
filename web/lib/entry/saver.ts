import type { DraftAnswer } from '../../../taxonomy/submission-pages'
import { changedNames, setValues, type Values, valuesOf } from './form-values'

/** Where the saving of a form stands. */
export type SaveState =
  | { kind: 'idle' }
  /** `problems`: names of fields that could not be read. */
  | { kind: 'saved'; at: string; problems: string[]; joined: boolean }
  /** To be tried again by itself. */
  | { kind: 'offline' | 'busy' | 'ended' }
  | { kind: 'refused'; reason: string }
  /** For good, until the page is opened anew. */
  | { kind: 'conflict'; fields: string[]; compare: string }
  | { kind: 'closed'; reason: string }

type Saved = Extract<DraftAnswer, { basedOn: number }>

interface Listener {
  onState: (state: SaveState) => void
  /** After a save: what it says, with the fields that others wrote already in the form. */
  onSaved: (answer: Saved) => void
}

/** How long a pause in typing is, until a save, in ms. */
const PAUSE_MS = 1000
/** How long after each failure it is tried again, in ms. */
const RETRY_MS = [2000, 5000, 15_000, 30_000, 60_000]
const TIMEOUT_MS = 20_000
/** Browsers send no more than 64 KB for a page that is being left. */
const KEEPALIVE_MAX = 60_000

/** Saves a form as it is typed, one save at a time, and again until it is in. */
export class DraftSaver {
  /** What the server has. */
  onServer: Values
  state: SaveState = { kind: 'idle' }
  #sent: Values
  #sending: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0

  /**
   * @param filled what the form came with
   * @param unread fields that came as they were typed, since they could not be read
   */
  constructor(
    readonly form: HTMLFormElement,
    readonly url: string,
    { filled, unread }: { filled: Values; unread: string[] },
    readonly listener: Listener,
  ) {
    this.#sent = filled
    this.onServer = { ...filled, ...Object.fromEntries(unread.map((name) => [name, []])) }
  }

  get isOver(): boolean {
    return this.state.kind === 'conflict' || this.state.kind === 'closed'
  }

  get isUnsent(): boolean {
    return changedNames(this.#sent, valuesOf(this.form)).length > 0
  }

  /** Something was typed: to be saved after a pause. */
  typed(): void {
    if (!this.isOver) this.#schedule(PAUSE_MS)
  }

  /** Saves at once what is not saved yet; settles when it is, or cannot be. */
  async flush(): Promise<void> {
    while (this.isUnsent && !this.isOver) {
      await this.#save()
      if (this.state.kind !== 'saved') return
    }
  }

  /** Saves while the page is being left: what is under way may never arrive. */
  leave(): void {
    if (this.isUnsent && !this.isOver) void this.#post().catch(() => {})
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async #send(): Promise<void> {
    const sent = valuesOf(this.form)
    let response: Response
    try {
      response = await this.#post()
    } catch {
      return this.#fail(navigator.onLine ? 'busy' : 'offline')
    }
    if (response.status === 401) return this.#fail('ended')
    if (response.status === 429 || response.status >= 500) return this.#fail('busy')
    const answer = (await response.json().catch(() => undefined)) as unknown
    if (!answer) return this.#fail('busy')
    this.#failures = 0
    if (!response.ok)
      return this.#stand({
        kind: 'refused',
        reason: String((answer as { detail?: string }).detail),
      })
    this.#take(answer as DraftAnswer, sent)
  }

  #post(): Promise<Response> {
    const fields = Array.from(new FormData(this.form)).map(([name, value]) => [name, String(value)])
    const body = new URLSearchParams(fields)
    return fetch(this.url, {
      ...{ method: 'POST', body, headers: { accept: 'application/json' } },
      keepalive: body.toString().length < KEEPALIVE_MAX,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  }

  #take(answer: DraftAnswer, sent: Values): void {
    this.#sent = sent
    if (!('basedOn' in answer)) {
      const { outcome: kind, ...rest } = answer
      this.#stand({ kind, ...rest } as SaveState)
      return
    }
    const problems = answer.problems.map(({ field }) => field.split('.')[0] ?? field)
    const unread = (name: string) => problems.includes(name.split('.')[0] ?? name)
    const taken = Object.entries(sent).filter(([name]) => !unread(name))
    this.onServer = { ...this.onServer, ...Object.fromEntries(taken) }
    const basedOn = this.form.elements.namedItem('basedOn') as HTMLInputElement
    basedOn.value = String(answer.basedOn)
    this.#fill(answer.fill, sent)
    const joined = answer.theirs.length > 0
    this.#stand({ kind: 'saved', at: answer.savedAt, problems, joined })
    this.listener.onSaved(answer)
  }

  /** Puts in what others wrote, but where something was typed while the answer was under way. */
  #fill(fill: Values, sent: Values): void {
    const typedSince = changedNames(sent, valuesOf(this.form))
    for (const [name, values] of Object.entries(fill)) {
      this.onServer[name] = values
      if (typedSince.includes(name)) continue
      setValues(this.form, name, values)
      this.#sent = { ...this.#sent, [name]: values }
    }
  }

  #fail(kind: 'offline' | 'busy' | 'ended'): void {
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? 0
    this.#stand({ kind })
    this.#schedule(wait)
  }

  #stand(state: SaveState): void {
    this.state = state
    this.listener.onState(state)
  }
}
