import type { WebhookState } from './webhooks'

/**
 * What can happen to an activity; each is a row of the append-only log. What the public sees
 * changes by `published` and `unpublished` alone, which stand beside the move that caused them.
 */
export type EventKind =
  | 'created'
  | 'saved'
  | 'published'
  | 'unpublished'
  | 'opened'
  | 'suggested'
  | 'submitted'
  | 'withdrawn'
  | 'discarded'
  | 'reopened'
  | 'changes-asked'
  | 'approved'
  | 'rejected'
  | 'merged'
  | 'archived'
  | 'restored'
  | 'dismissed'
  | 'relabelled'
  | 'undone'

/** What is done to people, in rounds, and to keys and webhooks. */
export type AuditAction =
  | 'person.created'
  | 'person.profile-changed'
  | 'person.mail-changed'
  | 'person.roles-changed'
  | 'person.deactivated'
  | 'person.reactivated'
  | 'person.listed'
  | 'person.unlisted'
  | 'membership.set'
  | 'membership.removed'
  | 'invitation.sent'
  | 'invitation.sent-again'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'session.started'
  | 'session.ended'
  | 'round.opened'
  | 'round.extended'
  | 'round.reminded'
  | 'round.delegated'
  | 'round.answered'
  | 'round.ruled'
  | 'round.closed'
  | 'round.corrected'
  | 'round.text-saved'
  | 'key.made'
  | 'key.revoked'
  | 'webhook.made'
  | 'webhook.edited'
  | 'webhook.rotated'
  | 'webhook.sent-again'
  | `webhook.${WebhookState}`

/** Everything the audit log tells of. */
export type Act = AuditAction | `activity.${EventKind}`
