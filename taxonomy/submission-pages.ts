import type { ActivityContent } from './activity'
import type { FieldIssue } from './draft'
import type { Need } from './needs'
import type { PageModel } from './pages'
import type { OwnRound } from './round-pages'
import type { FieldComment, FieldDiff, SubmissionKind, SubmissionState } from './submission'

interface Ref {
  id: string
  label: string
}

type Problem = Pick<FieldIssue, 'field' | 'reason'>

/** A vocabulary as boxes of the form: the field it fills, and what it means. */
export interface FieldChoices {
  field: string
  label: string
  definition: string
  concepts: Ref[]
}

/** A concept that the words of the entry speak for, to be accepted by who writes. */
interface OfferedConcept extends Ref {
  field: string
  /** The words it rests on. */
  words: string
}

/**
 * An activity that an entry may repeat. One that is not public has no `activityId`, and for
 * those who may not see it neither a `submissionId` nor a title.
 */
export interface LikeEntry {
  activityId: number | null
  submissionId: number | null
  title: string
  /** Labels of its entities. */
  entities: string[]
}

/** What helps whoever writes an entry, worked out of what it says. */
export interface EntryHelp {
  needs: Need[]
  offered: OfferedConcept[]
  duplicates: LikeEntry[]
  /** All that keeps it from being published. */
  issues: Problem[]
}

/** What a form of an entry is told after a save that no page follows. */
export type DraftAnswer =
  | {
      outcome: 'saved' | 'unchanged' | 'joined'
      /** Number of the version that the form now stands on. */
      basedOn: number
      /** ISO time, UTC. */
      savedAt: string
      /** Fields that could not be read, and stay as they were saved before. */
      problems: Problem[]
      /** What others changed meanwhile, in words, and by the names of the form. */
      theirs: FieldDiff[]
      fill: Record<string, string[]>
      help: EntryHelp
    }
  | {
      /** Others changed the same fields: mine is a version put aside, to be compared with theirs. */
      outcome: 'conflict'
      fields: string[]
      compare: string
    }
  | {
      /** It is not a draft any more; mine is a version put aside. */
      outcome: 'closed'
      reason: string
    }

/** What can be done with an entry on its writers' page. */
export type WriterMove = 'edit' | 'withdraw' | 'discard' | 'reopen'

/** One submission as its writers see it. */
export interface SubmissionLine {
  id: number
  activityId: number
  kind: SubmissionKind
  state: SubmissionState
  title: string
  entity: string
  /** ISO time, UTC. */
  since: string
  /** Name of who acted last; '' = nobody known. */
  by: string
  /** What they gave as the reason, and said at fields. */
  reason: string
  comments: FieldComment[]
  /** What the curator who approved it changed of it. */
  edits: FieldDiff[]
  revision: number
  mergedInto: number | null
  isPublic: boolean
  moves: WriterMove[]
}

/** What the fields of an entry's form are filled from, whoever fills them in. */
export interface EntryFieldsModel {
  content: ActivityContent
  /** Fields as they were typed where they could not be read, by their names in the form. */
  given: Record<string, string>
  choices: FieldChoices[]
  languages: string[]
  problems: Problem[]
  /** What curators said at fields, for those who write it. */
  comments?: FieldComment[]
}

/** Pages on which entries are written, and the one on which visitors send theirs. */
export type SubmissionPageModel =
  | {
      page: 'suggest'
      /** The activity that is corrected, and the version the form was filled from; null = one is missing. */
      activity: { id: number; title: string; language: string; version: number } | null
      /** What stands in the fields: as published, or as it was sent. */
      given: Record<string, string>
      /** What can be chosen as the entity of a missing activity. */
      entities: Ref[]
      request: string
      /** Whether it has been sent, and is to be answered by mail. */
      sent: 'plain' | 'mail' | null
      problems: Problem[]
    }
  | {
      page: 'submit'
      entities: Ref[]
      /** What the address or the form sent asks for. */
      given: { from: string; change: string; entity: string }
      /** Token that makes the form work once. */
      request: string
      problems: Problem[]
    }
  | {
      page: 'entry'
      /** What the visitor wrote whose suggestion it was; '' = it was none. */
      message: string
      submission: { id: number; kind: SubmissionKind; state: SubmissionState; entity: string }
      /** Number of the version the form is filled from, and the key of the open form. */
      basedOn: number
      editor: string
      request: string
      content: ActivityContent
      /** Fields as they were typed where they could not be read, by their names in the form. */
      given: Record<string, string>
      choices: FieldChoices[]
      languages: string[]
      help: EntryHelp
      /** Id of the person who writes. */
      writer: number
      comments: FieldComment[]
      /** What curators said on the whole when they last sent it back; '' where they did not. */
      asked: string
      /** What someone else changed meanwhile, when both are in. */
      theirs: FieldDiff[]
      done: string | null
      problems: Problem[]
    }
  | {
      page: 'conflict'
      submissionId: number
      /** Number of the version that stands, and of mine, put aside. */
      basedOn: number
      mine: number
      /** From theirs to mine. */
      diff: FieldDiff[]
      /** Why nothing can be saved any more; null where it can. */
      closed: string | null
      labels: Record<string, string>
    }
  | {
      page: 'preview'
      submissionId: number
      /** As the page of the published activity would be. */
      entry: Extract<PageModel, { page: 'activity' }>
    }
  | {
      page: 'my'
      lines: SubmissionLine[]
      /** Labels of the fields that vocabularies stand behind. */
      fieldLabels: Record<string, string>
      /** Whether only one submission is shown. */
      isOne: boolean
      published: { id: number; title: string }[]
      /** How many there are of them in all. */
      publishedCount: number
      /** Whether those are of entities one belongs to; curators of none see all. */
      isOfEntities: boolean
      /** Lists of the open round that they answer for. */
      rounds: OwnRound[]
      /** For curators: what there is to decide, by kind. */
      waiting: { total: number; kinds: { kind: SubmissionKind; count: number }[] } | null
      q: string
      request: string
      done: string | null
    }
