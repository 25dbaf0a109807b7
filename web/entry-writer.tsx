import type { EntryFormData } from './lib/entry/data'
import { forgetEnded } from './lib/entry/kept'
import { EntryWriter } from './lib/entry/writer'
import { createI18n, type Messages } from './lib/i18n'

const form = document.querySelector<HTMLFormElement>('#entry-form')
const text = document.querySelector('#entry-data')?.textContent

if (form && text) {
  const data = JSON.parse(text) as EntryFormData
  const { direction, texts } = data
  const messages = { direction, nav: [], texts } as unknown as Messages
  new EntryWriter(form, data, createI18n(document.documentElement.lang, messages)).start()
}

// On the page of one's entries: drafts that were given up, or are public by now.
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-ended]'))
  forgetEnded(Number(dataset.ended))
