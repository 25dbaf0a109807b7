import { blankContent } from '../../taxonomy/draft'
import { byText } from '../../taxonomy/fold'
import type {
  ActivityRef,
  QueueFacet,
  QueueLine,
  ReviewEvent,
  ReviewMove,
  ReviewPageModel,
  ReviewWarning,
} from '../../taxonomy/review-pages'
import { SUBMISSION_KINDS, SUBMISSION_STATES } from '../../taxonomy/submission'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { ActorNames } from '../accounts/actor-names'
import type { AccountReader } from '../accounts/reader'
import type { Catalogue } from '../catalogue/catalogue'
import { issuesOf } from '../catalogue/entry-issues'
import type { CatalogueReader } from '../catalogue/reader'
import { SLIGHT_WARNINGS } from '../catalogue/warnings'
import { diffContent } from './diff'
import type { LoggedEvent } from './event-reader'
import { fieldLabels } from './field-labels'
import { likelyDuplicates } from './help'
import { type Move, mayReview, refusalOf } from './moves'
import type { QueueCounts, QueueFilters, QueueItem } from './queue-reader'
import type { Standing, Submission, SubmissionReader } from './reader'
import { rebased } from './rebasing'
import { FIELDS } from './review-forms'
import { suggestionOf } from './suggestion-choices'

type Model<Page extends ReviewPageModel['page']> = Extract<ReviewPageModel, { page: Page }>

const DAY_MS = 86_400_000
const RELATED = 5
/** Vocabulary and field of who runs an activity. */
const ENTITIES = 'entities'

/** What the pages of curators are made from. */
export interface ReviewSources {
  taxonomy: Taxonomy
  catalogue: Catalogue
  accounts: AccountReader
  actors: ActorNames
  submissions: SubmissionReader
  activities: CatalogueReader
}

/** Submissions as the queue shows them, with what stood there. */
export async function toLines(
  { taxonomy, activities }: ReviewSources,
  items: readonly QueueItem[],
): Promise<QueueLine[]> {
  const shown = await activities.listPublished([...new Set(items.map((item) => item.activityId))])
  const versions = new Map(shown.map(({ id, version }) => [id, version]))
  return items.map((item) => ({
    id: item.id,
    activityId: item.activityId,
    title: item.title,
    kind: item.kind,
    state: item.state,
    entity: item.entity === '' ? null : entityRef(taxonomy, item.entity),
    since: item.stateSince,
    days: Math.max(0, Math.floor((Date.now() - Date.parse(item.stateSince)) / DAY_MS)),
    warnings: item.warnings,
    seen: `${item.id}.${item.revision}.${versions.get(item.activityId) ?? 0}`,
  }))
}

/** How many of the submissions have each kind of warning, the most frequent first. */
export function warningKinds(lines: readonly QueueLine[]): { code: string; count: number }[] {
  const codes = [...new Set(lines.flatMap(({ warnings }) => warnings))].sort()
  return codes
    .map((code) => ({
      code,
      count: lines.filter(({ warnings }) => warnings.includes(code)).length,
    }))
    .sort((a, b) => b.count - a.count)
}

const entityRef = (taxonomy: Taxonomy, id: string) => ({
  id,
  label: taxonomy.concept(ENTITIES, id)?.label ?? id,
})

/** One submission as a line of the queue. */
export async function lineOf(sources: ReviewSources, submission: Submission): Promise<QueueLine> {
  const head = await sources.submissions.findVersion(submission.headVersionId)
  const warnings = await sources.activities.listWarnings(submission.activityId)
  const codes = warnings.filter(({ dismissed }) => dismissed === 0).map(({ code }) => code)
  const item = { ...submission, title: head?.content.title ?? '', warnings: [...new Set(codes)] }
  const [line] = await toLines(sources, [item])
  if (!line) throw new Error('a submission without a line')
  return line
}

/** The filters with their counts, in the order of life and of names. */
export function facetsOf(
  taxonomy: Taxonomy,
  counts: QueueCounts,
  filters: QueueFilters,
): QueueFacet[] {
  const plain = (order: readonly string[], counted: Record<string, number>) =>
    order
      .filter((id) => counted[id] !== undefined)
      .map((id) => ({ id, label: id, count: counted[id] ?? 0 }))
  const entities = Object.entries(counts.entities)
    .filter(([id]) => id !== '')
    .map(([id, count]) => ({ ...entityRef(taxonomy, id), count }))
    .sort(byText(({ label }) => label))
  const warnings = Object.keys(counts.warnings).sort()
  return [
    {
      param: 'state',
      values: plain(SUBMISSION_STATES, counts.states),
      chosen: filters.states?.length === 1 ? (filters.states[0] ?? '') : 'all',
    },
    {
      param: 'kind',
      values: plain(SUBMISSION_KINDS, counts.kinds),
      chosen: filters.kinds?.[0] ?? '',
    },
    { param: 'entity', values: entities, chosen: filters.entities?.[0] ?? '' },
    {
      param: 'warning',
      values: plain(warnings, counts.warnings).map((value) => ({
        ...value,
        isSlight: SLIGHT_WARNINGS.includes(value.id),
      })),
      chosen: filters.warnings?.[0] ?? (filters.isDue ? '' : 'any'),
    },
  ]
}

/** An activity to link to, public or not. */
export async function activityRef(
  { activities, taxonomy }: Pick<ReviewSources, 'activities' | 'taxonomy'>,
  id: number,
): Promise<ActivityRef | null> {
  const found = (await activities.findPublished(id)) ?? (await activities.findHead(id))
  if (!found) return null
  const { title, entities } = found.content
  return { id, title, entities: entities.map((entity) => entityRef(taxonomy, entity).label) }
}

async function toEvents(
  { actors }: ReviewSources,
  events: readonly LoggedEvent[],
): Promise<ReviewEvent[]> {
  const names = await actors.listNames(events.map(({ actor }) => actor))
  return events.map(({ id, at, actor, kind, reason, comments }) => ({
    ...{ id, at, kind, reason, comments },
    who: names.get(actor) ?? actor,
  }))
}

async function toWarnings(sources: ReviewSources, activityId: number): Promise<ReviewWarning[]> {
  const rows = await sources.activities.listWarnings(activityId)
  return Promise.all(
    rows.map(async ({ id, code, field, detail, other_activity_id: other, dismissed }) => ({
      ...{ id, code, field, detail },
      other: other === null ? null : await activityRef(sources, other),
      dismissed: dismissed === 1,
    })),
  )
}

/** What can be done with a submission now, whoever does it. */
function movesFor(
  submission: Submission,
  { isPublic, hasWarnings, changes }: { isPublic: boolean; hasWarnings: boolean; changes: boolean },
): ReviewMove[] {
  const can = (move: Move) => refusalOf(move, submission) === undefined
  const isCorrection = submission.kind === 'suggestion' && isPublic
  // What is as the public sees it can only be found in order, which is for imported records.
  const hasMatter = changes || !isPublic || submission.kind === 'imported'
  return [
    ...(can('approve') && hasMatter ? (['approve'] as const) : []),
    ...(can('approve') ? (['edit'] as const) : []),
    ...(can('ask-changes') ? (['ask-changes'] as const) : []),
    ...(can('approve') && hasWarnings ? (['dismiss'] as const) : []),
    ...(can('merge') && !isCorrection ? (['merge'] as const) : []),
    ...(can('reject') ? (['reject'] as const) : []),
    ...(can('undo') ? (['undo'] as const) : []),
  ]
}

/** What a page says beside what it is of. */
type Extras = Pick<Model<'review-item'>, 'request' | 'given' | 'done' | 'problems'>

/** How much of an activity's past its page shows. */
const PAST = 100

/** An activity with all that was handed in for it. */
export async function activityDeskModel(
  sources: ReviewSources,
  { id, state, publishedVersionId }: Standing,
  extras: Extras,
): Promise<Model<'review-activity'>> {
  const { submissions, activities, taxonomy } = sources
  const activity = await activityRef(sources, id)
  const into = await activities.resolveRedirect(id)
  const warnings = await toWarnings(sources, id)
  const isBusy = (await submissions.findOpen(id)) !== undefined
  const isGone = state === 'archived'
  const canMove = !isGone && !isBusy
  return {
    page: 'review-activity',
    activity: activity ?? { id, title: '', entities: [] },
    state,
    isPublic: publishedVersionId !== null,
    isBusy,
    mergedInto: into === undefined ? null : await activityRef(sources, into),
    lines: await Promise.all(
      (await submissions.listHandedIn(id)).map((submission) => lineOf(sources, submission)),
    ),
    warnings,
    fieldLabels: fieldLabels(taxonomy),
    events: await toEvents(sources, await submissions.listActivityEvents(id, PAST)),
    moves: [
      ...(canMove ? (['archive', 'merge'] as const) : []),
      ...(isGone && into === undefined ? (['restore'] as const) : []),
      ...(isGone && into !== undefined ? (['split'] as const) : []),
      ...(warnings.some(({ dismissed }) => !dismissed) ? (['dismiss'] as const) : []),
    ],
    ...extras,
  }
}

/** A submission beside what the public sees. */
export async function itemModel(
  sources: ReviewSources,
  submission: Submission,
  viewer: { actor: string },
  extras: Extras,
): Promise<Model<'review-item'>> {
  const { taxonomy, catalogue, submissions, accounts, activities } = sources
  const { activityId } = submission
  const head = await submissions.findVersion(submission.headVersionId)
  if (!head) throw new Error('a submission without a version')
  const standing = await submissions.findStanding(activityId)
  const shown = await submissions.findVersion(standing?.publishedVersionId ?? 0)
  // Once it is decided, what it changed is compared with what it began from.
  const approved =
    submission.state === 'published'
      ? await submissions.findLast(activityId, ['approved'], submission.id)
      : undefined
  const before = approved ? await submissions.findVersion(approved.publicBefore ?? 0) : shown
  const handedIn = await submissions.findVersion(approved?.headBefore ?? head.id)
  const offered = await rebased(submissions, submission, handedIn ?? head, before)
  const content = approved ? head.content : offered
  const warnings = await toWarnings(sources, activityId)
  const curators = (await accounts.listIdsOf('curator')).length
  const entry = { id: activityId, version: head.number, content }
  const dates = { createdOn: standing?.createdOn ?? '', updatedOn: head.savedAt.slice(0, 10) }
  const related = await catalogue.related({ ...entry, ...dates }, RELATED)
  const open = warnings.filter(({ dismissed }) => !dismissed)
  const diff = diffContent(before?.content ?? blankContent(), content, taxonomy)
  return {
    page: 'review-item',
    line: await lineOf(sources, submission),
    publicVersion: shown?.number ?? null,
    diff,
    edits: diffContent(offered, content, taxonomy),
    fieldLabels: fieldLabels(taxonomy),
    remarks: {
      changed: FIELDS.filter((field) => diff.some((one) => one.field === field)),
      others: FIELDS.filter((field) => !diff.some((one) => one.field === field)),
    },
    message: submission.message,
    suggestion: suggestionOf(submission, head, taxonomy),
    warnings,
    events: await toEvents(sources, await submissions.listEvents(submission.id)),
    duplicates: await likelyDuplicates(catalogue, content, activityId),
    related: related.map(({ id, title, entities }) => ({
      ...{ id, title },
      entities: entities.map(({ label }) => label),
    })),
    mergedInto:
      submission.mergedInto === null
        ? null
        : await activityRef({ activities, taxonomy }, submission.mergedInto),
    moves: movesFor(submission, {
      isPublic: shown !== undefined,
      hasWarnings: open.length > 0,
      changes: diff.length > 0,
    }),
    isOwn: !mayReview(viewer.actor, submission, curators),
    isAlone: curators <= 1 && !mayReview(viewer.actor, submission, 2),
    issues: issuesOf(content, taxonomy).map(({ field, reason }) => ({
      field,
      reason,
    })),
    revision: submission.revision,
    ...extras,
  }
}
