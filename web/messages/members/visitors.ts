/** English texts of the form that visitors send, and of the past of entries. */
export const visitors = {
  'suggest.title': 'Suggest a missing activity',
  'suggest.titleCorrect': 'Send a correction',
  'suggest.lead':
    'You need no account. Curators read what you send, look into it, and change the catalogue if it holds.',
  'suggest.field.message': 'Your words to the curators',
  'suggest.field.mail': 'E-mail address',
  'suggest.field.entities': 'Entity that runs it',
  'suggest.field.links.url': 'Web page about it',
  'suggest.messageHint': 'What is wrong or missing, and how you know, at most 5,000 characters.',
  'suggest.missingHint': 'How you know of it, or anything else that helps to find it.',
  'suggest.summaryHint': 'What it does with artificial intelligence, and for whom.',
  'suggest.linkHint': 'Such as https://example.org/project',
  'suggest.entityUnknown': 'I do not know',
  'suggest.fields': 'Or write how it should read',
  'suggest.fieldsHint': 'These fields hold what is published. Change only what should change.',
  'suggest.mailHint':
    'Only to tell you what came of it, once. It is shown to nobody and deleted after that.',
  'suggest.homepage': 'Leave this field empty',
  'suggest.public':
    'Your words are read by curators, who may hand them to the entity concerned. Do not write about persons.',
  'suggest.send': 'Send',
  'suggest.sent': 'Thank you, it is with the curators',
  'suggest.sent.next':
    'Nothing has changed in the catalogue yet. A curator compares what you sent with what is published. If it holds, the entry is changed, and its public history says what changed; you are not named there.',
  'suggest.sent.plain':
    'You left no address, so you will not be told: look at the entry again in some days.',
  'suggest.sent.mail':
    'We send one mail, to the address you left, when it is decided. The address is deleted then.',
  'suggest.backToEntry': 'Back to the entry',
  'suggest.backToList': 'Back to all activities',
  'suggestion.correction': 'A visitor without an account corrects this entry.',
  'suggestion.missing': 'A visitor without an account misses this activity.',
  'suggestion.answered': 'They left an address, and are told once what comes of it.',
  'suggestion.unanswered': 'They left no address, so they are told nothing.',
  'suggestion.entity': 'Entity to write it for',
  'suggestion.hintChange':
    'Makes it a change of the published entry, with what the visitor wrote at fields. You and the people of the entity can write and submit it; they see the visitor’s words, never the address.',
  'suggestion.hintNew':
    'Makes it a draft of a new entry, with what the visitor wrote. You and the people of the entity can write and submit it; they see the visitor’s words, never the address.',
  'suggestion.choose': 'Choose',
  'suggestion.takeOver': 'Make it a draft',
  'done.taken-over': 'It is a draft now. Whoever suggested it is told when it is decided.',
  'field.form': 'Not sent',
  'field.message': 'Your words to the curators',
  'field.homepage': 'The field that is to be left empty',
  'field.entities': 'Entity that runs it',
  'field.links.url': 'Web page about it',
  'field.startDate': 'Start',
  'field.endDate': 'End',
}
