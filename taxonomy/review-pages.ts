import type { LabelMapping } from './label-mapping'
import type { FormProblem } from './member-pages'
import type { PageModel } from './pages'
import type { FieldComment, FieldDiff, SubmissionKind, SubmissionState } from './submission'
import type { EntryFieldsModel } from './submission-pages'

interface Ref {
  id: string
  label: string
}

/** An activity that can be linked to: `13`, `Flood forecasts`. */
export interface ActivityRef {
  id: number
  title: string
  /** Labels of its entities. */
  entities: string[]
}

/** One submission in the queue. */
export interface QueueLine {
  id: number
  activityId: number
  title: string
  kind: SubmissionKind
  state: SubmissionState
  entity: Ref | null
  /** ISO time from which it is in that state. */
  since: string
  /** Whole days since then. */
  days: number
  /** Codes of its warnings that are not dismissed. */
  warnings: string[]
  /** What stood there when it was listed: `17.3.2` is submission, revision, public version (0: none). */
  seen: string
}

/** A filter of the queue: its values with how many submissions each would show. */
export interface QueueFacet {
  param: 'state' | 'kind' | 'entity' | 'warning'
  /** Slight: a kind of warning that calls for no decision. */
  values: (Ref & { count: number; isSlight?: boolean })[]
  chosen: string
}

export interface ReviewWarning {
  id: number
  code: string
  field: string
  /** What stands there, or why it was noticed. */
  detail: string
  other: ActivityRef | null
  dismissed: boolean
}

/** A step in a submission's life, for members: people by name. */
export interface ReviewEvent {
  id: number
  at: string
  kind: string
  /** Name of the person, or what acted: `Visitor`. */
  who: string
  reason: string
  comments: FieldComment[]
}

/** What a curator can do now with a submission. */
export type ReviewMove =
  | 'approve'
  /** Change it first, and approve it so. */
  | 'edit'
  | 'ask-changes'
  | 'reject'
  | 'merge'
  | 'dismiss'
  | 'undo'

/** A label without a concept, with what holds it. */
export interface UnplacedLabel {
  field: string
  label: string
  count: number
  examples: { id: number; title: string }[]
}

/** The pages of curators. */
export type ReviewPageModel =
  | {
      page: 'review'
      lines: QueueLine[]
      total: number
      facets: QueueFacet[]
      /** Addresses of the next page and the first; null where there is none. */
      next: string | null
      first: string | null
      /** The same page with all its entries chosen, and whether they are. */
      pickAll: string
      isPicked: boolean
      /** Token of the form for several at once. */
      request: string
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'review-several'
      act: 'approve' | 'dismiss'
      lines: QueueLine[]
      /** Kinds of warning they have, and those to dismiss. */
      kinds: { code: string; count: number }[]
      chosen: string[]
      reason: string
      request: string
      /** What became of each, once it was done: '' where all went well. */
      outcomes: { id: number; title: string; refusal: string }[] | null
      problems: FormProblem[]
    }
  | {
      page: 'review-item'
      line: QueueLine
      /** Published version it is compared with; null where it is new. */
      publicVersion: number | null
      diff: FieldDiff[]
      /** What the curator who approved it changed of what was handed in. */
      edits: FieldDiff[]
      /** Labels of the fields that vocabularies stand behind. */
      fieldLabels: Record<string, string>
      /** Fields that can be remarked on: those it changes, and the others. */
      remarks: { changed: string[]; others: string[] }
      /** What the visitor wrote, beside the fields. */
      message: string
      /** Of a visitor's suggestion that waits: what it is, and who it could be written for. */
      suggestion: {
        isCorrection: boolean
        /** Whether whoever sent it left an address, and is told what comes of it. */
        isAnswered: boolean
        entity: string
        entities: Ref[]
      } | null
      warnings: ReviewWarning[]
      events: ReviewEvent[]
      duplicates: ActivityRef[]
      related: ActivityRef[]
      mergedInto: ActivityRef | null
      moves: ReviewMove[]
      /** Why the one who looks may not review it: it is their own. */
      isOwn: boolean
      isAlone: boolean
      issues: { field: string; reason: string }[]
      revision: number
      request: string
      given: Record<string, string>
      done: string | null
      problems: FormProblem[]
    }
  | ({
      page: 'review-edit'
      line: QueueLine
      reason: string
      /** What its writers changed, and what the public sees differently, since it was opened. */
      theirs: FieldDiff[]
      publicChanges: FieldDiff[]
      fieldLabels: Record<string, string>
      /** Number of the version the form is filled from, and of the public one; 0: none. */
      basedOn: number
      seenPublic: number
      revision: number
      request: string
    } & EntryFieldsModel)
  | {
      page: 'review-edit-preview'
      submissionId: number
      entry: Extract<PageModel, { page: 'activity' }>
      /** What the curator changed of what was handed in. */
      changes: FieldDiff[]
      fieldLabels: Record<string, string>
      /** The form as it was sent: nothing of it is kept elsewhere. */
      sent: [string, string][]
    }
  | {
      page: 'review-activity'
      activity: ActivityRef
      state: 'draft' | 'submitted' | 'published' | 'archived'
      isPublic: boolean
      /** Whether a draft of it is being written or reviewed, which must be ended first. */
      isBusy: boolean
      mergedInto: ActivityRef | null
      /** What was handed in for it, newest first. */
      lines: QueueLine[]
      warnings: ReviewWarning[]
      fieldLabels: Record<string, string>
      /** Newest first. */
      events: ReviewEvent[]
      moves: ('archive' | 'merge' | 'restore' | 'split' | 'dismiss')[]
      request: string
      given: Record<string, string>
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'review-merge'
      line: QueueLine
      into: ActivityRef | null
      revision: number
      request: string
      given: string
      problems: FormProblem[]
    }
  | {
      page: 'review-preview'
      submissionId: number
      entry: Extract<PageModel, { page: 'activity' }>
    }
  | {
      page: 'review-labels'
      labels: UnplacedLabel[]
      /** How many there are, those not shown too. */
      total: number
      /** Words of the label looked for. */
      q: string
      fieldLabels: Record<string, string>
      mappings: (LabelMapping & { conceptLabel: string; vocabularyLabel: string })[]
      done: string | null
      /** How many entries were just changed. */
      changed: number | null
    }
  | {
      page: 'review-label'
      label: UnplacedLabel
      fieldLabels: Record<string, string>
      /** What can be chosen, as it is to be written: `Youth (Beneficiaries)`. */
      choices: string[]
      given: string
      problems: FormProblem[]
    }
