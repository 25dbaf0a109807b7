import type { FormProblem } from '../../../taxonomy/member-pages'
import type { ChangeKind } from '../../../taxonomy/webhooks'
import { useI18n } from '../../lib/i18n'
import { Field, Ticks } from './form'

interface FieldProps {
  given: { url: string; kinds: string[] }
  problems: FormProblem[]
}

/** Where a webhook leads. */
export function UrlField({ given, problems }: FieldProps) {
  const { t } = useI18n()
  return (
    <Field
      name="url"
      form="webhook"
      label={t('webhooks.url')}
      hint={t('webhooks.urlHint')}
      problems={problems}
    >
      {(attributes) => (
        <input
          {...attributes}
          type="url"
          value={given.url}
          maxLength={2000}
          required
          autocomplete="off"
        />
      )}
    </Field>
  )
}

/** What a webhook is told of. */
export function KindsField({ given, problems, kinds }: FieldProps & { kinds: ChangeKind[] }) {
  const { t } = useI18n()
  const wrong = problems.filter(({ field }) => field === 'kinds')
  return (
    <fieldset id="webhook-kinds" class={wrong.length > 0 ? 'form-field wrong' : 'form-field'}>
      <legend>{t('webhooks.kinds')}</legend>
      {wrong.length > 0 && <p class="reason">{wrong.map(({ reason }) => reason).join('; ')}</p>}
      <Ticks
        name="kinds"
        options={kinds.map((id) => ({ id, label: t(`change.${id}`) }))}
        chosen={given.kinds}
      />
    </fieldset>
  )
}
