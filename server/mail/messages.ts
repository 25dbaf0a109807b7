/** One mail: what stands in the subject line, the paragraphs, and the words of its one link. */
interface Template {
  subject: string
  paragraphs: string[]
  button: string
}

const en = {
  'sign-in': {
    subject: 'Sign in to the AI activity hub',
    paragraphs: [
      'Hello {name},',
      'this link signs you in. It works once, for {minutes} minutes, and opens a page with one button.',
      'If you did not ask for it, do nothing: without this mail nobody can use it.',
    ],
    button: 'Sign in',
  },
  invitation: {
    subject: '{inviter} invites you to the AI activity hub',
    paragraphs: [
      'Hello {name},',
      '{inviter} invites you to write in the AI activity hub, the catalogue of what the UN system does with artificial intelligence, as {role}.',
      'The link works once and until {expires}. If you do not know what this is about, do nothing.',
    ],
    button: 'Take up the invitation',
  },
  notice: {
    subject: '{subject}',
    paragraphs: ['Hello {name},', '{text}'],
    button: 'Open it',
  },
  digest: {
    subject: 'AI activity hub: {count} news of your entries',
    paragraphs: ['Hello {name},', 'this happened since the last mail:', '{items}'],
    button: 'Open your account',
  },
} satisfies Record<string, Template>

/** Words around every mail. */
const enFrame = {
  greeting: 'AI activity hub',
  hello: 'Hello,',
  unsubscribe: 'You can have one such mail a day, or none: {address}',
  'role.contributor': 'contributor of {entity}',
  'role.focal-point': 'focal point of {entity}',
  'role.curator': 'curator',
  'role.admin': 'administrator',
}

export type MailKey = keyof typeof en
type Frame = typeof enFrame

/** The texts of all mails by language; another language has the same keys. */
const messages: Record<string, { mails: Record<MailKey, Template>; frame: Frame }> = {
  en: { mails: en, frame: enFrame },
}

/** Languages mails can be written in. */
export const MAIL_LANGUAGES = Object.keys(messages)

/** The texts of a language, or English where there are none. */
export function mailTexts(language: string): { mails: Record<MailKey, Template>; frame: Frame } {
  return messages[language] ?? { mails: en, frame: enFrame }
}
