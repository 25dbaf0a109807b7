import { accounts } from './en/accounts'
import { columns } from './en/columns'
import { exports } from './en/exports'
import { files } from './en/files'
import { imports } from './en/imports'
import { requests } from './en/requests'
import { rounds } from './en/rounds'
import { sending } from './en/sending'
import { submissions } from './en/submissions'
import { webhooks } from './en/webhooks'

/**
 * English of what the server says by itself, outside of pages: why something was refused, what
 * stands wrong in a field or a row, what files are headed with. Texts of pages are in `web/messages`,
 * of mails and of the report beside what makes them. `{name}` stands for a value; `one` and `other`
 * are of one and of any other number. Another language is a file beside this one.
 */
export const en = {
  ...accounts,
  ...columns,
  ...exports,
  ...files,
  ...imports,
  ...requests,
  ...rounds,
  ...sending,
  ...submissions,
  ...webhooks,
}
