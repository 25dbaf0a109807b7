/** What is answered to systems that send entries, follow changes or embed lists. */
export const sending = {
  'thing.sent': 'entry that was sent by this id',
  'sent.changedHere':
    'Someone changed this entry here since your system sent it. GET it, and send If-Match: {etag} with what should stand now.',
  'sent.incomplete':
    'This cannot be submitted yet; nothing was saved. Send it without submit to save it as a draft.',
  'sent.isAt': 'It is at {etag}.',
  'sent.isNew': 'There is no entry of this id yet.',
  'sent.otherVersion': 'This is not the version named in If-Match. {stands}',
  'sent.there': 'There is such an entry already. {stands}',
  'sent.merged': 'This entry was merged into activity {into}; change that one.',
  'sent.archived': 'This entry is archived; ask a curator to restore it.',
  'sent.waits':
    'This entry waits for review. Send it with submit=true to hand in what it says now instead.',
  'sent.otherRequest': 'This Idempotency-Key was sent with another request.',
  'sent.noItemField': 'is no field of an item',
  'sent.noBatchField': 'is no field of a batch',
  'sent.itemId': 'must be 1 to 200 letters, digits and . _ : ~ -',
  'sent.id': 'must be letters, digits and . _ : ~ -',
  'sent.itemEtag': 'must be an ETag such as "v3", as text',
  'sent.itemTwice': 'stands in item {item} already',
  'sent.object': 'must be an object of fields',
  'sent.mostItems': 'must be at most {most} ids or labels',
  'sent.oneItem': 'must be one id or label',
  'sent.nameEntity': 'must name {entity}, whose address this is',
  'sent.list': 'must be a list of 1 to {most} entries',
  'changes.beyond': 'is beyond {revision}: not a cursor of this catalogue',
  'embed.theme': 'must be auto, light or dark',
} as const
