/** What is answered to requests as such, whatever they are about. */
export const requests = {
  'http.500': 'Something went wrong on our side. It has been noted.',
  'account.notAllowed': 'Your account is not allowed to do this.',
  'field.unknownEntity': 'is not a known entity',
} as const
