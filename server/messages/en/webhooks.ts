/** Why something cannot be the address of a webhook, and why nothing arrived there. */
export const webhooks = {
  'thing.webhook': 'webhook of this number',
  'thing.log': 'page of this log',
  'thing.message': 'message of this number',
  'webhook.state': 'must be active, paused or removed',
  'webhook.tooMany': 'has {most} webhooks already; remove one first',
  'webhook.url': 'must be an address such as https://mirror.example.org/hub',
  'webhook.https': 'must begin with https://',
  'webhook.password': 'must not hold a user name or a password',
  'webhook.hash': 'must not have a part after #',
  'webhook.internal': 'must not be a private or otherwise internal address',
  'webhook.internalName': 'must not be an internal name',
  'webhook.leadsInside': 'The name leads to an internal address',
  'webhook.noAnswer': 'No answer in {seconds} s',
  'webhook.refused': 'The address {reason}',
} as const
