/** What is said of signing in, people, keys and what they may do. */
export const accounts = {
  'account.notAllowed': 'Your account is not allowed to do this.',
  'account.signIn': 'Please sign in first.',
  'account.sessionEnded': 'Please sign in first; your session may have ended.',
  'account.onlyAdmin':
    'This is the only admin; make someone else an admin first, or nobody could manage people.',
  'account.noSecret': 'is not a secret of ours',
  'account.state': 'must be active or deactivated',
  'account.session': 'must be all or the number of a session',
  'account.memberRole': 'must be one of {roles}, none',
  'account.entityForRole': 'must be chosen for this role',
  'account.noLanguage': 'is not a language offered',
  'account.invitations':
    'You have sent {most} invitations within a day; please send the next ones tomorrow.',
  'account.noProvider': 'identity provider "{id}"',
  'account.providerAway':
    '{provider} cannot be reached just now. Sign in by a link in a mail, or try again later.',
  'account.providerFailed':
    'Signing in with {provider} did not succeed. Go to the page “Sign in” and try again.',
  'thing.person': 'person of this number',
  'thing.invitation': 'open invitation of this number',
  'thing.key': 'key of this number',
  'key.name': 'must be 2 to 40 of a-z, 0-9 and -, such as projects-db',
  'key.notForThat': 'This key is not made for that.',
  'key.otherEntity': 'This key is of another entity.',
  'key.needed': 'This address takes a key.',
  'key.how': 'This address takes a key of an entity: Authorization: Bearer KEY.',
  'key.unknown': 'This key is not known, has expired or was revoked.',
  'limit.key':
    'Too many requests with this key. Please wait {seconds} seconds; nothing of this one was done.',
  'limit.account':
    'Too many changes by this account. Please wait {seconds} seconds; nothing of this one was done.',
} as const
