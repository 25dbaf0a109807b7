import type { EventKind } from '../../taxonomy/audit'

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
  reason: 'They wrote: {reason}',
  forgotten: 'Your address was kept to tell you this, and is deleted now.',
  comment: 'On {field}: {text}',
  untitled: '(no title yet)',
  'role.contributor': 'contributor of {entity}',
  'role.focal-point': 'focal point of {entity}',
  'role.curator': 'curator',
  'role.admin': 'administrator',
}

/** What happened to an entry: a subject line, and a sentence or two. Other events are not mailed. */
const enNotices = {
  submitted: {
    subject: 'Submitted: {title}',
    text: 'An entry of {entity} waits for review.',
  },
  withdrawn: {
    subject: 'Withdrawn: {title}',
    text: 'Its writer has taken it back from review, so there is nothing to do for now.',
  },
  discarded: { subject: 'Given up: {title}', text: 'This draft was given up. It can be reopened.' },
  'changes-asked': {
    subject: 'Changes asked: {title}',
    text: 'The curators ask you to change something before they publish this entry.',
  },
  approved: { subject: 'Published: {title}', text: 'The public can see this entry now.' },
  rejected: { subject: 'Not published: {title}', text: 'The curators have rejected this entry.' },
  merged: {
    subject: 'Merged: {title}',
    text: 'The catalogue had this activity already, so the entry was merged with it.',
  },
  archived: {
    subject: 'Archived: {title}',
    text: 'This entry was taken out of the public catalogue.',
  },
  restored: { subject: 'Restored: {title}', text: 'This entry is back as it was before.' },
  undone: {
    subject: 'Taken back: {title}',
    text: 'The last decision on this entry was taken back.',
  },
  suggested: {
    subject: 'A visitor suggests: {title}',
    text: 'Someone without an account sent a correction or a missing activity.',
  },
} satisfies Partial<Record<EventKind, { subject: string; text: string }>>

/** What is told to visitors whose suggestion was decided: once, as their address is deleted then. */
const enAnswers: Partial<Record<NoticeKey, { subject: string; text: string }>> = {
  approved: {
    subject: 'Your suggestion is in the catalogue: {title}',
    text: 'You suggested something about this entry. A curator has published it; the public history of the entry says what changed.',
  },
  rejected: {
    subject: 'Your suggestion was not taken: {title}',
    text: 'You suggested something about this entry. A curator has looked into it and did not change the catalogue.',
  },
  merged: {
    subject: 'The catalogue has it: {title}',
    text: 'You suggested an activity. The catalogue holds it already, under another title.',
  },
  discarded: {
    subject: 'Your suggestion was not taken: {title}',
    text: 'You suggested something about this entry. It was looked into and not pursued.',
  },
}

/** What those who answer for an entity in a round are told. */
const enRounds = {
  opened: {
    subject: '{title}: please confirm the entries of {entity}',
    text: '{letter}\n\nPlease confirm, update, complete or retire the published entries of {entity}, and add new ones, by {deadline}. There are {silent} to answer for.',
  },
  reminder: {
    subject: '{title}: {silent} entries of {entity} are not confirmed yet',
    text: 'The deadline is {deadline}. Many entries can be ticked and confirmed at once.',
  },
  extended: {
    subject: '{title}: {entity} has until {deadline}',
    text: 'The curators have changed the deadline of {entity} to {deadline}. {silent} entries wait for an answer.',
  },
  delegated: {
    subject: '{title}: you are asked to answer for {entity}',
    text: '{by} asks you to confirm the entries of {entity} by {deadline}. {silent} wait for an answer.',
  },
  closed: {
    subject: '{title} is closed',
    text: 'Thank you. The round is closed, and edition {year} of the annual report is frozen: it will not change any more.',
  },
}
export type RoundMailKey = keyof typeof enRounds

/** What the owner of a webhook is told when nothing arrives there. */
const enWebhooks = {
  disabled: {
    subject: 'Webhook disabled: {url}',
    text: 'Nothing has arrived at {url} since {since}, so it is told of nothing more. The last error: {error}. Once it is mended, let the webhook go on from its page: it begins where it stopped.',
  },
}

/** Names of events that people may be told of. */
export type NoticeKey = keyof typeof enNotices

export type MailKey = keyof typeof en
type Frame = typeof enFrame
type Notices = typeof enNotices
type Answers = typeof enAnswers
type Rounds = typeof enRounds
type Webhooks = typeof enWebhooks

interface Texts {
  mails: Record<MailKey, Template>
  frame: Frame
  notices: Notices
  answers: Answers
  rounds: Rounds
  webhooks: Webhooks
}

const english: Texts = {
  ...{ mails: en, frame: enFrame, notices: enNotices, answers: enAnswers, rounds: enRounds },
  webhooks: enWebhooks,
}

/** The texts of all mails by language; another language has the same keys. */
const messages: Record<string, Texts> = { en: english }

/** Languages mails can be written in. */
export const MAIL_LANGUAGES = Object.keys(messages)

/** The texts of a language, or English where there are none. */
export function mailTexts(language: string): Texts {
  return messages[language] ?? english
}
