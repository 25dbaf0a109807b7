import type { VNode } from 'preact'
import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { AccountPage } from './account'
import { AuditPage } from './audit'
import { DirectoryPage } from './directory'
import { LinkPage } from './link'
import { PeoplePage } from './people'
import { PersonPage } from './person'
import { SignInPage } from './sign-in'
import { UnsubscribePage } from './unsubscribe'

/** The pages that are made for one person. */
export function memberPage(model: MemberPageModel): VNode {
  switch (model.page) {
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
    case 'directory':
      return <DirectoryPage model={model} />
    case 'audit':
      return <AuditPage model={model} />
  }
}
