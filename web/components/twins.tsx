interface TwinsProps {
  /** What they are: *This list as*. */
  label: string
  /** Name and address of each. */
  files: [string, string][]
}

/** The same as the page shows, as files. */
export function Twins({ label, files }: TwinsProps) {
  return (
    <p class="twins">
      {label}{' '}
      {files.map(([name, url]) => (
        <a key={name} href={url}>
          {name}
        </a>
      ))}
    </p>
  )
}
