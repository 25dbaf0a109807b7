/** Address of the page behind a mailed secret. */
export function linkAddress(origin: string, token: string): string {
  return `${origin}/sign-in/link?${new URLSearchParams({ token })}`
}
