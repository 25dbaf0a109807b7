import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** Times from a key press to the paint of the list it led to, in ms. */
    paints: number[]
  }
}

/** Between two key presses, as of a fast typist, in ms. */
const KEY_MS = 120
/** For what follows the last key to be over, in ms. */
const REST_MS = 200

/** Opens the list and notes, from now on, when results are painted. */
export async function openForTyping(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/activities`)
  await page.waitForLoadState('networkidle')
  await watchPaints(page)
}

/**
 * Types queries letter by letter into the list's field.
 *
 * @returns ms from each key press to the frame that shows the results it led to; a key
 *   that changes nothing of the results has none
 */
export async function timeTyping(page: Page, queries: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const q of queries) {
    await page.locator('#q').fill('')
    await page.waitForTimeout(REST_MS)
    await page.evaluate(() => window.paints.splice(0))
    await page.locator('#q').pressSequentially(q, { delay: KEY_MS })
    await page.waitForTimeout(REST_MS)
    times.push(...(await page.evaluate(() => window.paints.splice(0))))
  }
  return times
}

function watchPaints(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.paints = []
    let pressed = 0
    document.addEventListener(
      'keydown',
      () => {
        pressed = performance.now()
      },
      true,
    )
    const results = document.querySelector('.results')
    if (!results) throw new Error('No list of results')
    const observer = new MutationObserver(() => {
      const since = pressed
      if (since === 0) return
      pressed = 0
      // A task after the animation frame runs when that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => window.paints.push(performance.now() - since)
        port2.postMessage(null)
      })
    })
    observer.observe(results, { childList: true, subtree: true, characterData: true })
  })
}
