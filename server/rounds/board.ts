import { byText } from '../../taxonomy/fold'
import type { BoardLine, EntityState, Round, RoundEntry } from '../../taxonomy/round'
import { ENTITY_STATES } from '../../taxonomy/round'

/** What is different for one entity of a round. */
export interface EntityTerms {
  entity: string
  deadline: string | null
  delegate: number | null
}

/** Someone who answers for entities, as far as a board names them. */
interface Answerer {
  id: number
  name: string
  state: string
  memberships: readonly { entity: string; role: string }[]
}

/**
 * The board: a line for each entity that has entries, a focal point or terms of its own; the
 * most pressing first.
 *
 * @param today ISO day
 */
export function boardOf(
  round: Round,
  given: {
    entries: readonly RoundEntry[]
    terms: readonly EntityTerms[]
    people: readonly Answerer[]
    labelOf: (entity: string) => string
    today: string
  },
): BoardLine[] {
  const { people, labelOf, today } = given
  const terms = new Map(given.terms.map((one) => [one.entity, one]))
  const active = people.filter(({ state }) => state === 'active')
  const leaders = new Map<string, string[]>()
  for (const { name, memberships } of active)
    for (const { entity, role } of memberships)
      if (role === 'focal-point') leaders.set(entity, [...(leaders.get(entity) ?? []), name])
  const entries = new Map<string, RoundEntry[]>()
  for (const entry of given.entries)
    entries.set(entry.entity, [...(entries.get(entry.entity) ?? []), entry])

  const entities = new Set([...entries.keys(), ...leaders.keys(), ...terms.keys()])
  const byLabel = byText(({ label }: BoardLine) => label)
  return [...entities]
    .map((entity): BoardLine => {
      const { deadline: own, delegate = null } = terms.get(entity) ?? {}
      const counts = countsOf(entries.get(entity) ?? [])
      const deadline = own ?? round.deadline
      return {
        entity,
        label: labelOf(entity),
        state: stateOf(counts, deadline, today),
        deadline,
        isExtended: own != null,
        focalPoints: leaders.get(entity) ?? [],
        delegate:
          active.find(
            ({ id, memberships }) =>
              id === delegate && memberships.some((one) => one.entity === entity),
          )?.name ?? '',
        ...counts,
      }
    })
    .sort(
      (a, b) => ENTITY_STATES.indexOf(a.state) - ENTITY_STATES.indexOf(b.state) || byLabel(a, b),
    )
}

type Counts = Pick<BoardLine, 'confirmed' | 'changed' | 'added' | 'silent'>

function countsOf(entries: readonly RoundEntry[]): Counts {
  const of = (...answers: RoundEntry['answer'][]) =>
    entries.filter(({ answer }) => answers.includes(answer)).length
  return {
    confirmed: of('confirmed'),
    changed: of('updated', 'completed', 'retired'),
    added: of('new'),
    silent: of('none'),
  }
}

/** Done is who has answered for every entry, or has none and has added some. */
function stateOf(
  { confirmed, changed, added, silent }: Counts,
  deadline: string,
  today: string,
): EntityState {
  const answered = confirmed + changed + added
  if (silent === 0 && answered > 0) return 'done'
  if (silent > 0 && today > deadline) return 'overdue'
  return answered > 0 ? 'in-progress' : 'not-started'
}
