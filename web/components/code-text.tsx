/** A text in which what stands between backticks is code. */
export function CodeText({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 ? <code key={part}>{part}</code> : part))}</>
}
