import type { ComponentChildren } from 'preact'
import { useI18n } from '../lib/i18n'
import { shortAddress, webAddress } from '../lib/urls'

/** A link out of this site; an address that cannot work is shown as text and said to be broken. */
export function OutwardLink({
  address,
  children,
}: {
  address: string
  children?: ComponentChildren
}) {
  const { t } = useI18n()
  const url = webAddress(address)
  if (!url) return <span class="address">{t('activity.linkBroken', { address })}</span>
  return (
    <a class="address" href={url.href} rel="noopener external">
      {children || shortAddress(url)}
    </a>
  )
}

/** A citation or, where the text is an address, a link to it. */
export function SourceText({ text }: { text: string }) {
  return webAddress(text) ? <OutwardLink address={text} /> : <span>{text}</span>
}
