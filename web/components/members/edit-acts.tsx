import { useI18n } from '../../lib/i18n'

interface EditActsProps {
  /** What else can be done than approving: see how it would look, or go on editing. */
  other: { act: 'preview' | 'edit'; label: string }
}

/** How the form of an entry that a curator edits ends, on its page and on its preview's. */
export function EditActs({ other }: EditActsProps) {
  const { t } = useI18n()
  return (
    <p class="acts">
      <button type="submit" name="act" value={other.act} class="button plain">
        {other.label}
      </button>
      <button type="submit" name="act" value="approve" class="button">
        {t('review-edit.approve')}
      </button>
    </p>
  )
}
