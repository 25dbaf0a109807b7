import { CHANGE_KINDS } from '../../taxonomy/webhooks'

const header = (name: string, description: string) => ({
  ...{ name, in: 'header' as const, required: true, schema: { type: 'string' as const } },
  description,
})

/** What webhooks are sent, for the description of the API (OpenAPI 3.1, `webhooks`). */
export const webhookDescription = {
  change: {
    post: {
      operationId: 'tellChange',
      summary: 'A change, told to the address of a webhook',
      description:
        'Signed as Standard Webhooks says. Any answer of 2xx within 10 seconds counts as arrived; else it is sent again, with the same webhook-id.',
      tags: ['Data'],
      parameters: [
        header('webhook-id', 'The same however often a message is sent.'),
        header('webhook-timestamp', 'When it was sent, in seconds since 1970.'),
        header(
          'webhook-signature',
          '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; several are separated by blanks.',
        ),
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object' as const,
              required: ['type', 'timestamp', 'data'],
              properties: {
                type: {
                  type: 'string' as const,
                  description: 'What happened to the activity; `data.kind` says it, too.',
                  enum: CHANGE_KINDS.map((kind) => `activity.${kind}`),
                },
                timestamp: {
                  type: 'string' as const,
                  description: 'When it happened: ISO 8601, UTC.',
                },
                data: {
                  $ref: '#/components/schemas/Change',
                  description: 'The change, as `/api/v1/changes` lists it.',
                },
              },
            },
          },
        },
      },
      responses: { '2XX': { description: 'It has arrived' } },
    },
  },
}
