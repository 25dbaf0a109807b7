import { render, type VNode } from 'preact'
import type { FieldDiff } from '../../../taxonomy/submission'
import type { EntryHelp } from '../../../taxonomy/submission-pages'
import { EntryHelpNotes } from '../../components/members/entry-help'
import { KeptText } from '../../components/members/entry-kept'
import { Theirs } from '../../components/members/entry-notes'
import { SaveLine } from '../../components/members/entry-state'
import { type I18n, I18nProvider } from '../i18n'
import { boxOf, enhanceBoxes } from './boxes'
import type { EntryFormData } from './data'
import { controlsOf, defaultsOf, setValues, valuesOf } from './form-values'
import { forget, forgetOld, keep, keptAt, type Offer, recall } from './kept'
import { cleanPastes } from './paste'
import { FieldProblems } from './problems'
import { DraftSaver } from './saver'

/**
 * What makes the form of an entry come alive: it is saved as it is typed, nothing typed is
 * lost, and help follows the words. The form itself stays the server's HTML.
 */
export class EntryWriter {
  readonly #saver: DraftSaver
  readonly #problems: FieldProblems
  #help: EntryHelp
  #theirs: FieldDiff[] = []
  #offers: Offer[] = []
  #merged: string[] = []
  #mergedAt = ''
  #isKept = true
  /** What was just done, for those who do not see it happen. */
  #said = ''
  /** A button was pressed, and the form goes once all is saved; then as the browser sends it. */
  #sends: 'no' | 'waits' | 'goes' = 'no'

  constructor(
    readonly form: HTMLFormElement,
    readonly data: EntryFormData,
    readonly i18n: I18n,
  ) {
    this.#help = data.help
    this.#problems = new FieldProblems(data.problems, data.help.issues)
    const filled = defaultsOf(form)
    const wrong = data.problems.map(({ field }) => field.split('.')[0])
    const unread = Object.keys(filled).filter((name) => wrong.includes(name.split('.')[0]))
    this.#saver = new DraftSaver(
      form,
      `/submissions/${data.submissionId}/draft`,
      { filled, unread },
      {
        onState: () => {
          this.#keep()
          uncover(document.activeElement)
        },
        onSaved: ({ help, problems, theirs }) => {
          this.#help = help
          if (theirs.length > 0) this.#theirs = theirs
          this.#problems.update(problems, help.issues)
          this.#draw()
        },
      },
    )
  }

  start(): void {
    forgetOld()
    enhanceBoxes(this.form, this.i18n)
    this.#putBack()
    cleanPastes(this.form, () => this.#say(this.i18n.t('entry.cleaned')))
    this.#listen()
    this.#keep()
    if (this.#saver.isUnsent) this.#typed()
  }

  #listen(): void {
    const { form } = this
    const typed = (event: Event) => {
      const { target } = event
      if (controlsOf(form).some((one) => one === target)) this.#typed()
    }
    form.addEventListener('input', typed)
    form.addEventListener('change', typed)
    form.addEventListener('focusout', ({ target }) => this.#left(target as Element))
    form.addEventListener('submit', (event) => this.#submitted(event))
    const flush = () => void this.#saver.flush()
    addEventListener('online', flush)
    addEventListener('focus', flush)
    addEventListener('pageshow', () => {
      this.#sends = 'no'
      flush()
    })
    addEventListener('pagehide', () => this.#saver.leave())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#saver.leave()
      else flush()
    })
    addEventListener('beforeunload', (event) => {
      if (!this.#isKept && this.#saver.isUnsent && this.#sends !== 'goes') event.preventDefault()
    })
  }

  /** Text of an earlier visit: back in where nobody wrote since, else to be decided. */
  #putBack(): void {
    const { back, offers } = recall(this.data, this.#saver.onServer)
    this.#offers = offers
    this.#merged = Object.keys(back)
    this.#mergedAt = keptAt(this.data) ?? ''
    for (const [name, values] of Object.entries(back)) setValues(this.form, name, values)
  }

  #typed(): void {
    this.#keep()
    this.#saver.typed()
  }

  async #left(target: Element): Promise<void> {
    await this.#saver.flush()
    this.#problems.leave(target)
  }

  #keep(): void {
    this.#isKept = keep(this.data, this.#saver.onServer, valuesOf(this.form), this.#offers)
    this.#draw()
  }

  #submitted(event: SubmitEvent): void {
    if (this.#sends === 'goes') return
    // With nothing to wait for it goes as it is: a form cannot be sent anew while its own event is fired.
    if (this.#sends === 'no' && (!this.#saver.isUnsent || this.#saver.isOver)) {
      this.#sends = 'goes'
      return
    }
    event.preventDefault()
    if (this.#sends === 'waits') return
    this.#sends = 'waits'
    void this.#saver.flush().then(() => {
      this.#sends = 'no'
      // The page that follows shows a conflict in full; anything else stays here, unsent.
      if (this.#saver.isUnsent && !this.#saver.isOver) return
      this.#sends = 'goes'
      this.form.requestSubmit(event.submitter)
    })
  }

  #accept(offered: EntryHelp['offered'][number], at: number): void {
    const box = boxOf(this.form, offered.field, offered.id)
    if (!box) return
    setValues(this.form, offered.field, [...(valuesOf(this.form)[offered.field] ?? []), offered.id])
    box.closest('details')?.setAttribute('open', '')
    const { label, field } = offered
    this.#say(this.i18n.t('entry.accepted', { label, field: this.#labelOf(field) }))
    // The button is gone; the next one stands in its place.
    const buttons = document.querySelectorAll<HTMLElement>('#entry-help .offered button')
    const next = buttons[Math.min(at, buttons.length - 1)]
    if (next) next.focus()
    else document.getElementById('entry-help')?.focus()
  }

  #decide(offer: Offer, use: boolean): void {
    this.#offers = this.#offers.filter((one) => one !== offer)
    if (use) setValues(this.form, offer.name, offer.typed)
    this.#keep()
    const next = document.querySelector<HTMLElement>('#entry-live .kept button')
    if (next) next.focus()
    else document.getElementById('entry-live')?.focus()
  }

  #say(text: string): void {
    this.#said = text
    this.#draw()
  }

  #labelOf = (field: string) => this.data.labels[field] ?? this.i18n.find(`entry.${field}`) ?? field

  /** The values of a field as people read them. */
  #textOf = ({ name, typed }: Offer) => {
    const words = typed.map(
      (value) => boxOf(this.form, name, value)?.closest('label')?.textContent ?? value,
    )
    return words.filter(Boolean).join(' · ') || this.i18n.t('entry.kept.empty')
  }

  #draw(): void {
    const { labels } = this.data
    const stated = (field: string, id: string) => boxOf(this.form, field, id)?.checked ?? true
    const offered = this.#help.offered.filter(({ field, id }) => !stated(field, id))
    this.#render(
      'entry-help',
      <EntryHelpNotes
        help={{ ...this.#help, offered }}
        labels={labels}
        onAccept={(one) => this.#accept(one, offered.indexOf(one))}
      />,
    )
    this.#render(
      'entry-live',
      <>
        <KeptText
          {...{ merged: this.#merged, mergedAt: this.#mergedAt, offers: this.#offers }}
          labelOf={this.#labelOf}
          textOf={this.#textOf}
          onDecide={(offer, use) => this.#decide(offer, use)}
        />
        <Theirs diff={this.#theirs} labelOf={this.#labelOf} />
      </>,
    )
    this.#render(
      'entry-state',
      <>
        <div role="status">
          <SaveLine
            state={this.#saver.state}
            isKept={this.#isKept}
            labelOf={this.#labelOf}
            onCompare={() => {
              if (!this.#saver.isUnsent) forget(this.data)
            }}
          />
        </div>
        <p class="unseen" role="status">
          {this.#said}
        </p>
      </>,
    )
  }

  #render(id: string, content: VNode): void {
    const root = document.getElementById(id)
    if (root) render(<I18nProvider value={this.i18n}>{content}</I18nProvider>, root)
  }
}

/** The line on saving grows with what it says, and must not come to lie over where one is. */
function uncover(here: Element | null): void {
  if (!here?.matches('#entry-form :is(input, select, button)')) return
  const { top, bottom } = here.getBoundingClientRect()
  // Whoever has scrolled away from it to read elsewhere stays there.
  if (top < innerHeight && bottom > 0) here.scrollIntoView({ block: 'nearest' })
}
