/** A text with its paragraphs, as people wrote it. */
export function Paragraphs({ text, lang }: { text: string; lang?: string }) {
  return (
    <div class="prose" lang={lang}>
      {text
        .split(/\n\s*\n|\n/)
        .filter((part) => part.trim() !== '')
        .map((part) => (
          <p key={part}>{part}</p>
        ))}
    </div>
  )
}
