/** How long work may go on before requests that wait are let in, in ms: an answer takes several turns. */
const AT_A_STRETCH = 5

/** A function that, called often in a long work, pauses it now and then for the event loop. */
export function pauses(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < AT_A_STRETCH) return undefined
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      since = performance.now()
    })
  }
}
