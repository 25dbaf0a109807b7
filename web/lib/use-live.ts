import { useEffect, useState } from 'preact/hooks'

/** False in the server's HTML and while hydrating, true once scripts run the component. */
export function useLive(): boolean {
  const [live, setLive] = useState(false)
  useEffect(() => setLive(true), [])
  return live
}
