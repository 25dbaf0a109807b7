import type { EntryFormData } from './lib/entry/data'
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
