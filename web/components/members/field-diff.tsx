import type { FieldDiff, Piece } from '../../../taxonomy/submission'
import { useI18n } from '../../lib/i18n'

/** What a field of an entry is called: by its vocabulary, or by the interface's texts. */
export function useFieldLabel(labels: Record<string, string>): (field: string) => string {
  const { find } = useI18n()
  return (field) => labels[field] ?? find(`entry.${field}`) ?? field
}

/** A run of text that was taken out or put in, said in words, too, for those who do not see it. */
function Run({ change, text }: Piece) {
  const { t } = useI18n()
  if (change === 'same') return <>{text}</>
  const Mark = change === 'added' ? 'ins' : 'del'
  return (
    <Mark>
      <span class="unseen">{t(`review.${change}`)} </span>
      {text}
      <span class="unseen"> {t(`review.${change}End`)}</span>
    </Mark>
  )
}

/** How one field differs between two versions. */
export function FieldChange({ diff }: { diff: FieldDiff }) {
  const { t } = useI18n()
  switch (diff.kind) {
    case 'text':
      return (
        <div class="diff-text">
          {diff.pieces.map((piece, at) => (
            <Run key={at} {...piece} />
          ))}
        </div>
      )
    case 'list':
      return (
        <ul class="diff-list">
          {diff.items.map(({ change, id, label }) => (
            <li key={change + id}>
              <Run change={change} text={label} />
            </li>
          ))}
        </ul>
      )
    case 'value':
      return (
        <p class="diff-text">
          <Run change="removed" text={diff.before ?? t('review.notStated')} />{' '}
          <Run change="added" text={diff.after ?? t('review.notStated')} />
        </p>
      )
  }
}

interface FieldChangesProps {
  diff: FieldDiff[]
  /** Labels of the fields that vocabularies stand behind. */
  labels: Record<string, string>
}

/** How fields differ, each under its name. */
export function FieldChanges({ diff, labels }: FieldChangesProps) {
  const label = useFieldLabel(labels)
  return (
    <dl class="diffs">
      {diff.map((one) => (
        <div key={one.field}>
          <dt>{label(one.field)}</dt>
          <dd>
            <FieldChange diff={one} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
