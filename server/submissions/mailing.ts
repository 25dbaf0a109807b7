import type { Taxonomy } from '../../taxonomy/taxonomy'
import { ENTITIES } from '../accounts/forms'
import { AccountReader } from '../accounts/reader'
import { answerText, noticeText } from '../mail/compose'
import { type Notice as MailNotice, MailWriter } from '../mail/writer'
import type { Notice, Notify } from './notice'
import { SubmissionReader } from './reader'

/**
 * Tells people of moves by mail, each in their language and as they prefer. To be followed,
 * after the commit, by `mail.kick()`.
 *
 * @param origin address of the site, for links
 */
export function mailNotices(origin: string, taxonomy: Taxonomy): Notify {
  return async (transaction, notice) => {
    const store = new SubmissionReader(transaction)
    const mail = new MailWriter(transaction, origin)
    const { kind, to, at } = notice
    const submission = await store.find(notice.submissionId ?? 0)
    const standing = await store.findStanding(notice.activityId)
    const head = await store.findVersion(submission?.headVersionId ?? standing?.headVersionId ?? 0)
    const events = submission ? await store.listEvents(submission.id) : []
    const [lead = ''] = head?.content.entities ?? []
    const entity = submission?.entity || lead
    const given = {
      title: head?.content.title ?? '',
      entity: taxonomy.concept(ENTITIES, entity)?.label ?? entity,
      reason: notice.text,
      comments: events.find(({ id }) => id === notice.eventId)?.comments ?? [],
    }
    const path = pathOf(notice, Boolean(standing?.publishedVersionId))
    if (to.audience === 'mail') {
      const answer = answerText('en', kind, given)
      return answer && mail.answer(to.address, { ...answer, path }, at)
    }
    if (!noticeText('en', kind, given)) return
    const read = (language: string): MailNotice => ({
      ...(noticeText(language, kind, given) ?? { subject: '', text: '' }),
      path,
    })
    // A system reads no mail: the people of its entity are told what became of what it sent.
    const told = /^key:/.test(to.address) ? ({ audience: 'entity', address: entity } as const) : to
    await mail.notify(await addressees(new AccountReader(transaction), told), read, at)
  }
}

async function addressees(people: AccountReader, { audience, address }: Notice['to']) {
  if (audience === 'curators') return people.listIdsOf('curator')
  if (audience === 'entity') return people.listIdsOf({ entity: address })
  const [, id] = /^person:(\d+)$/.exec(address) ?? []
  return id ? [Number(id)] : []
}

/** The page on which whoever is told goes on. */
function pathOf({ to, kind, submissionId, activityId }: Notice, isPublic: boolean): string {
  // The number of a merged entry leads on.
  if (to.audience === 'mail')
    return isPublic || kind === 'merged' ? `/activities/${activityId}` : '/activities'
  if (submissionId === null) return '/my'
  return to.audience === 'curators' ? `/review/${submissionId}` : `/my/${submissionId}`
}
