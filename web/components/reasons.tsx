/** Why an activity was found, in a line of its own; nothing where that shows by itself. */
export function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null
  return (
    <p class="matched">
      {reasons.map((reason) => (
        <span key={reason}>{reason}</span>
      ))}
    </p>
  )
}
