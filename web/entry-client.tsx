import './styles/index.css'
import { type FunctionComponent, hydrate } from 'preact'
import { islands } from './components/islands'
import { createI18n, I18nProvider } from './lib/i18n'
import { loadMessages } from './lib/load-messages'

const language = document.documentElement.lang
const i18n = createI18n(language, await loadMessages(language))

for (const root of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const View = islands[root.dataset.island as keyof typeof islands] as FunctionComponent<object>
  const data = root.querySelector(':scope > script')
  data?.remove()
  hydrate(
    <I18nProvider value={i18n}>
      <View {...JSON.parse(data?.textContent ?? '{}')} />
    </I18nProvider>,
    root,
  )
}

if (document.cookie.includes('hub_signed_in=1'))
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]'))
    link.textContent = link.dataset.signedIn ?? ''

addEventListener('keydown', (event) => {
  const editable = event.target instanceof Element && event.target.closest('input,select,textarea')
  if (event.key !== '/' || editable || event.ctrlKey || event.metaKey || event.altKey) return
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  if (!field) return
  event.preventDefault()
  field.focus()
  field.select()
})
