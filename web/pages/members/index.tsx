import type { VNode } from 'preact'
import type { ImportPageModel } from '../../../taxonomy/import-pages'
import type { MemberPageModel } from '../../../taxonomy/member-pages'
import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { SuggestPage } from '../suggest'
import { AccountPage } from './account'
import { AuditPage } from './audit'
import { ConflictPage } from './conflict'
import { DirectoryPage } from './directory'
import { EntryPage } from './entry'
import { ImportPage } from './import'
import { ImportBatchPage } from './import-batch'
import { KeysPage } from './keys'
import { LinkPage } from './link'
import { MyPage } from './my'
import { PeoplePage } from './people'
import { PersonPage } from './person'
import { ReviewPage } from './review'
import { ReviewActivityPage } from './review-activity'
import { ReviewEditPage } from './review-edit'
import { ReviewItemPage } from './review-item'
import { ReviewLabelPage } from './review-label'
import { ReviewLabelsPage } from './review-labels'
import { ReviewMergePage } from './review-merge'
import { ReviewSeveralPage } from './review-several'
import { SignInPage } from './sign-in'
import { SubmitPage } from './submit'
import { UnsubscribePage } from './unsubscribe'
import { WebhookPage } from './webhook'
import { WebhooksPage } from './webhooks'

/** The pages that are made for one person. */
export function memberPage(
  model:
    | Exclude<SubmissionPageModel, { page: 'preview' }>
    | MemberPageModel
    | ImportPageModel
    | Exclude<ReviewPageModel, { page: 'review-preview' | 'review-edit-preview' }>,
): VNode {
  switch (model.page) {
    case 'suggest':
      return <SuggestPage model={model} />
    case 'sign-in':
      return <SignInPage model={model} />
    case 'link':
      return <LinkPage model={model} />
    case 'unsubscribe':
      return <UnsubscribePage model={model} />
    case 'account':
      return <AccountPage model={model} />
    case 'people':
      return <PeoplePage model={model} />
    case 'person':
      return <PersonPage model={model} />
    case 'keys':
      return <KeysPage model={model} />
    case 'webhooks':
      return <WebhooksPage model={model} />
    case 'webhook':
      return <WebhookPage model={model} />
    case 'directory':
      return <DirectoryPage model={model} />
    case 'audit':
      return <AuditPage model={model} />
    case 'import':
      return <ImportPage model={model} />
    case 'import-batch':
      return <ImportBatchPage model={model} />
    case 'submit':
      return <SubmitPage model={model} />
    case 'entry':
      return <EntryPage model={model} />
    case 'conflict':
      return <ConflictPage model={model} />
    case 'my':
      return <MyPage model={model} />
    case 'review':
      return <ReviewPage model={model} />
    case 'review-several':
      return <ReviewSeveralPage model={model} />
    case 'review-item':
      return <ReviewItemPage model={model} />
    case 'review-activity':
      return <ReviewActivityPage model={model} />
    case 'review-edit':
      return <ReviewEditPage model={model} />
    case 'review-labels':
      return <ReviewLabelsPage model={model} />
    case 'review-label':
      return <ReviewLabelPage model={model} />
    case 'review-merge':
      return <ReviewMergePage model={model} />
  }
}
