import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { areDead, hideOthers, rowsHtml, tickRows, writeRows } from '../lib/facet-rows'
import { fetchSpellings } from '../lib/fetch'
import { useI18n } from '../lib/i18n'

/** Above this many values a facet scrolls inside and has a field to find one. */
const LONG = 8

interface FacetValuesProps {
  facet: FacetInfo
  /** How many values there are. */
  size: number
  /** `undefined` in the browser until the first new answer: till then the HTML holds them. */
  values: FacetValue[] | undefined
  chosen: string[]
}

/** The values of a facet with their counts, and a field to find one where they are many. */
export function FacetValues({ facet, size, values, chosen }: FacetValuesProps) {
  const { t, number } = useI18n()
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<number | null>(null)
  const ticked = useRef(chosen)
  const [first] = useState(() => ({
    html: values ? rowsHtml({ facet, values, chosen, number }) : '',
    // A list that scrolls must be reachable, also when none of its boxes is.
    tabIndex: values && areDead({ values, chosen }) && size > LONG ? 0 : undefined,
  }))
  const isLong = size > LONG

  const spellings = useRef<ReadonlyMap<string, string[]>>()
  const find = () => {
    const words = field.current?.value ?? ''
    const left = list.current ? hideOthers(list.current, words, spellings.current) : 0
    setFound(words.trim() ? left : null)
  }
  // Not in the page, which would grow by a tenth; till they come, labels alone are searched.
  const loadSpellings = () => {
    if (!facet.vocabulary || spellings.current) return
    fetchSpellings(facet.vocabulary).then(
      (loaded) => {
        spellings.current = loaded
        if (field.current?.value) find()
      },
      () => {},
    )
  }
  useLayoutEffect(() => {
    if (list.current && ticked.current !== chosen) tickRows(list.current, chosen)
    ticked.current = chosen
  }, [chosen])
  // Some three hundred counts may wait for the frame after the one that shows the results.
  useEffect(() => {
    if (!values) return
    const frame = requestAnimationFrame(() => {
      if (!list.current) return
      const areNew = writeRows(list.current, { facet, values, chosen, number })
      if (areNew && field.current?.value) find()
      if (isLong && areDead({ values, chosen })) list.current.setAttribute('tabindex', '0')
      else list.current.removeAttribute('tabindex')
    })
    return () => cancelAnimationFrame(frame)
  }, [values, chosen])

  return (
    <fieldset>
      <legend class="unseen">{facet.label}</legend>
      {isLong && (
        <>
          <input
            class="within"
            ref={field}
            type="search"
            aria-label={t('facet.within', { facet: facet.label })}
            placeholder={t('facet.withinShort')}
            onFocus={loadSpellings}
            onInput={find}
          />
          <p class={found === 0 ? 'hint' : 'unseen'} role="status">
            {found !== null && t('facet.found', { count: found })}
          </p>
        </>
      )}
      <ul
        ref={list}
        class={isLong ? 'values long' : 'values'}
        tabIndex={first.tabIndex}
        dangerouslySetInnerHTML={{ __html: first.html }}
      />
    </fieldset>
  )
}
