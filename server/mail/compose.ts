import { type MailKey, mailTexts, type NoticeKey, type RoundMailKey } from './messages'

/** A mail ready for the outbox. */
export interface ComposedMail {
  subject: string
  text: string
  html: string
  /** The one address the mail is about. */
  link: string
  /** Address that turns such mails off; null where they cannot be. */
  unsubscribe: string | null
}

interface Given {
  language: string
  params: Record<string, string>
  link: string
  unsubscribe?: string
}

/** Fills the texts of one kind of mail, as plain text and as simple HTML with the same words. */
export function composeMail(
  key: MailKey,
  { language, params, link, unsubscribe }: Given,
): ComposedMail {
  const { mails, frame } = mailTexts(language)
  const { subject, paragraphs, button } = mails[key]
  const name = params.name ?? ''
  const body = paragraphs.map((text) =>
    name === '' && text.includes('{name}') ? frame.hello : fill(text, params),
  )
  const foot = unsubscribe ? fill(frame.unsubscribe, { address: unsubscribe }) : ''
  return {
    subject: fill(subject, params).replace(/\s+/g, ' ').trim(),
    text: `${[...body, `${button}:\n${link}`, ...(foot ? [foot] : []), `-- \n${frame.greeting}`].join('\n\n')}\n`,
    html: [
      '<!doctype html><html><body style="font-family:sans-serif;line-height:1.5;max-width:40em">',
      ...body.map((text) => `<p>${escaped(text).replace(/\n/g, '<br>')}</p>`),
      `<p><a href="${escaped(link)}">${escaped(button)}</a></p>`,
      `<p style="font-size:small">${escaped(link)}</p>`,
      foot && `<p style="font-size:small">${escaped(foot)}</p>`,
      `<p>${escaped(frame.greeting)}</p></body></html>`,
    ].join('\n'),
    link,
    unsubscribe: unsubscribe ?? null,
  }
}

/** Words for a role in a mail: `focal point of ITU`. */
export function roleText(language: string, role: string, entity: string): string {
  const { frame } = mailTexts(language)
  return fill(frame[`role.${role}` as keyof typeof frame] ?? role, { entity })
}

/** What one event of an entry reads like: a subject line and paragraphs; undefined where none is sent. */
export function noticeText(
  language: string,
  kind: string,
  given: {
    title: string
    entity: string
    reason: string
    comments: readonly { field: string; text: string }[]
  },
): { subject: string; text: string } | undefined {
  const { notices, frame } = mailTexts(language)
  const notice = Object.hasOwn(notices, kind) ? notices[kind as NoticeKey] : undefined
  if (!notice) return undefined
  const params = { title: given.title || frame.untitled, entity: given.entity }
  return {
    subject: fill(notice.subject, params),
    text: [
      fill(notice.text, params),
      ...(given.reason ? [fill(frame.reason, { reason: given.reason })] : []),
      ...given.comments.map((comment) => fill(frame.comment, { ...comment })),
    ].join('\n'),
  }
}

/** As `noticeText`, for the visitor whose suggestion it was, who is told how it ended and no more. */
export function answerText(
  language: string,
  kind: string,
  { title, reason }: { title: string; reason: string },
): { subject: string; text: string } | undefined {
  const { answers, frame } = mailTexts(language)
  const answer = Object.hasOwn(answers, kind) ? answers[kind as NoticeKey] : undefined
  if (!answer) return undefined
  const said = reason ? [fill(frame.reason, { reason })] : []
  return {
    subject: fill(answer.subject, { title: title || frame.untitled }),
    text: [answer.text, ...said, frame.forgotten].join('\n'),
  }
}

/** What someone who answers for an entity in a round is told. */
export function roundText(
  language: string,
  key: RoundMailKey,
  params: Record<string, string>,
): { subject: string; text: string } {
  const { subject, text } = mailTexts(language).rounds[key]
  return { subject: fill(subject, params), text: fill(text, params).trim() }
}

/** What the owner of a webhook is told when it was disabled. */
export function webhookDisabledText(
  language: string,
  params: { url: string; since: string; error: string },
): { subject: string; text: string } {
  const { subject, text } = mailTexts(language).webhooks.disabled
  return { subject: fill(subject, params), text: fill(text, params) }
}

function fill(text: string, params: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '')
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
