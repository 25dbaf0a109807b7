import type { FormProblem } from './member-pages'
import type { ChangeKind, Delivery, WebhookInfo } from './webhooks'

interface Ref {
  id: string
  label: string
}

/** Pages of webhooks; never cached. */
export type WebhookPageModel =
  | {
      page: 'webhooks'
      webhooks: WebhookInfo[]
      /** Entities a webhook can be made for. */
      entities: Ref[]
      /** Whether it can be made for all. */
      mayTakeAll: boolean
      kinds: ChangeKind[]
      labels: Record<string, string>
      given: { url: string; entity: string; kinds: string[] }
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'webhook'
      webhook: WebhookInfo
      kinds: ChangeKind[]
      /** What the form to change it holds. */
      given: { url: string; kinds: string[] }
      problems: FormProblem[]
      labels: Record<string, string>
      deliveries: Delivery[]
      /** Address of older ones. */
      older: string | null
      /** The secret just made, shown this once. */
      secret: string | null
      done: string | null
    }
