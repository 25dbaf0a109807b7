/**
 * What the API's description says of answers, fields and parameters, apart from their shapes. It is
 * loaded with the document, which few ask for.
 */

/** Fields that mean the same wherever they stand: the longest end of a path that is here counts. */
export const ANYWHERE: Record<string, string> = {
  id: 'Id of the concept within its vocabulary: `itu`.',
  label: 'What people read, in English.',
  url: 'Address of its page for people.',
  param: 'Parameter of a search that takes the id: `country`.',
  limit: 'How many there are at most in this answer, as asked for or by default.',
  offset: 'How many were passed over before the first of this answer.',
  revision: 'State of the catalogue that this speaks of; changes with every published change.',
  title: 'Title of the activity.',
  summary: 'What the activity is, in a few sentences.',
  description: 'The same at length; empty where nothing more is said.',
  entities: 'Organisations of the UN system that carry it, the lead first.',
  otherEntities: 'Units, offices and others named beside the entities, as stated.',
  partners: 'Names of partners, as stated.',
  sdgs: 'Numbers of the Sustainable Development Goals it contributes to: 1 to 17.',
  pillars:
    'The pillars it counts under; they follow from its types unless a curator decides otherwise.',
  types: 'What kind of work it is.',
  maturity: 'How far along it is; `null` where that is not stated.',
  beneficiaries: 'Who it is meant to help or to be used by.',
  regions: 'Parts of the world it works in.',
  countries: 'Countries and territories it works in; their ids are ISO 3166-1 alpha-3 codes.',
  countryGroups: 'Groups of countries that it names as a whole.',
  techniques: 'Kinds of AI it uses or is about, found in its own words.',
  sectors: 'Fields of life or work it serves, found in its own words.',
  domain: 'Field of work, as stated.',
  approach: 'AI approach, as stated.',
  technology: 'Technology, as stated.',
  output: 'Kind of output, as stated.',
  startDate:
    'When it began, as precisely as that is known: `2024`, `2024-05` or `2024-05-17`; `null` = not stated.',
  endDate: 'When it ended or will end, in the same form; `null` = not stated.',
  startYear: 'Year in which it began; `null` = not stated.',
  status: 'Where it stands, as stated; `null` = not stated.',
  links: 'Addresses with more about it.',
  'links[].url': 'Address of the link.',
  'links[].label': 'What the link is called; empty where it has no name of its own.',
  outcomes: 'What came of it, in the words of its entity; each is empty where nothing is stated.',
  'outcomes.peopleTrained': 'People trained.',
  'outcomes.policyChanges': 'Policies changed.',
  'outcomes.newTools': 'Tools made.',
  'outcomes.strengthenedFrameworks': 'Frameworks strengthened.',
  'outcomes.followUp': 'What followed.',
  'outcomes.testimonial': 'What someone said of it.',
  contact: 'An office to turn to, never a person; the public does not see it.',
  language: 'Language of the texts, as a BCP 47 tag: `en`.',
  source: 'Where the facts were taken from; `null` for what was written here.',
  'source.system': 'Name of the source: `un-ai-resource-hub`.',
  'source.id': 'Its number at the source.',
  'source.retrieved': 'When it was taken from there: `2026-04`.',
  tags: 'Short names of mandates and initiatives it belongs to.',
  unplaced: 'Labels that no concept was found for, verbatim; curators place them.',
  'unplaced[].field': 'Field that the label stands in: `countries`.',
  'unplaced[].label': 'The label as it came.',
  updatedAt: 'Day on which the entry last changed, at its source or here: `2025-12-04`.',
  at: 'When it happened: ISO 8601, UTC.',
  field: 'Name of a field: `countries`.',
  reason: 'What is wrong with it, in words that go on from the name: `must be given once`.',
  etag: 'ETag of the newest version: what to send as `If-Match`.',
  externalId: 'The id that your system knows the entry by.',
}

/** The id of an activity. */
const NUMBER = 'Number of the activity, which never changes.'

const CONCEPT = {
  name: 'Its name in full where the label is short; else `null`.',
  acronym: 'Its acronym; `null` where it has none.',
  definition: 'What it means, in a sentence or two.',
  aliases: 'Other spellings and names by which it is recognised.',
  source: 'Where the term comes from.',
  kind: 'Name of the kind it is of, such as *Specialised agencies*; `null` where there are no kinds.',
  parent: 'The concept it is a part of; `null` at the top.',
  homepage: 'Address of its own website; `null` where there is none.',
  colour: 'Its official colour, as `#rrggbb`; `null` where there is none.',
  implies: 'Concepts that follow from it: the pillars of an activity type.',
  count: 'Published activities that carry it.',
  url: 'Its page, or the list of its activities; relative to the site.',
}

const VOCABULARY = {
  id: 'Id of the vocabulary: `techniques`.',
  label: 'Name of the vocabulary.',
  singular: 'What one of its concepts is called.',
  definition: 'What the vocabulary is about, in plain words.',
  source: 'Where it comes from.',
  concepts: 'Its concepts, in the order of the vocabulary.',
}

const SENT_STATE = {
  id: 'Number of the activity here; the same for ever.',
  state: 'Where it stands in the review; `archived`: it has left the catalogue.',
  version: 'Number of the newest version, counted from 1; the ETag is made of it.',
  publishedVersion: 'Number of the version that the public sees; `null` while it sees none.',
  savedAt: 'When the newest version was saved: ISO 8601, UTC.',
  missing: 'What keeps it from being submitted, by field.',
  comments: 'What a curator asked to be changed, while changes are asked for.',
  'comments[].text': 'What should change there.',
  url: 'The page on which people of the entity go on with it.',
}

/** Fields of one schema, or of the answer of one operation; they come before those of any. */
export const OF_SCHEMA: Record<string, Record<string, string>> = {
  listRelatedActivities: {
    items:
      'What may be the same work told twice comes first, then the best of other entities, then those of its own.',
  },
  listVocabularies: { vocabularies: 'All vocabularies, in the order of the site.' },
  Segment: {
    text: 'A piece of plain text, never HTML.',
    hit: 'Whether this piece matched the query.',
  },
  Highlight: {
    title: 'The title in pieces, so that what matched can be marked.',
    snippet:
      'The part of the entry that matched best, in pieces; the beginning of the summary where no words were asked for.',
    matchedIn: 'Fields in which the query matched: `["title","partners"]`.',
    tagged: 'Concepts of the entry that the query named.',
  },
  ActivityItem: { id: NUMBER, highlight: 'Where and why the query matched.' },
  FacetValue: {
    id: 'Id of a concept, a year, or `unknown` for entries that state nothing.',
    count:
      'Activities of this search that carry it, were it chosen; what is chosen of a facet does not lower the counts of its other values.',
    selected: 'Whether the request chose it.',
  },
  WaysOn: {
    without: 'Values that were chosen, with what would be found without each, most first.',
    'without[].total': 'Activities found without this value.',
    spellings: 'Queries spelled nearly like the one typed.',
    'spellings[].q': 'The other query.',
    'spellings[].total': 'Activities it would find.',
    concepts: 'Concepts that words of the query name, or nearly.',
    'concepts[].count': 'Activities that carry the concept.',
  },
  SearchResult: {
    total: 'How many activities were found, on all pages.',
    items: 'The activities of this page, in the order asked for.',
    facets:
      'By parameter (`sdg`), every value that the catalogue holds, also those that nothing of this search has.',
    query: 'How the request was understood.',
    'query.q': 'The words as they were sent.',
    'query.corrected':
      'The query as it was run, where words of the one sent are in no activity; else left out.',
    'query.suggested':
      'A near spelling that finds far more; it was not run. Left out where there is none.',
    'query.complete':
      'How many have all the words, where few do and those with some are listed, too; else left out.',
    'query.completeFirst':
      'Whether those with all the words come first; else all are in the order of how well they match.',
    'query.filters': 'What was chosen, by parameter: `{ "sdg": ["13"] }`.',
    'query.sort': 'The order of the items.',
    waysOn: 'What could be asked instead; only where nothing was found.',
  },
  Activity: {
    id: NUMBER,
    version: 'Number of the published version, counted from 1 within the activity.',
    createdAt: 'Day on which the entry was made, at its source or here: `2025-06-24`.',
    asStated: 'Labels that no concept was found for, verbatim.',
    'asStated[].field': 'Field that the label stands in: `countries`.',
    'asStated[].label': 'The label as it came.',
    licence: 'Address of the licence of what the catalogue itself wrote.',
  },
  RelatedActivity: {
    id: NUMBER,
    shared: 'What both have, by facet.',
    'shared[].facet': 'A facet, or `partners`.',
    'shared[].labels': 'The labels, or names of partners, that both have.',
  },
  Suggestion: {
    label: 'What is suggested, as people read it.',
    url: 'Its address, relative to the site.',
    count: 'Activities behind it; left out for an activity.',
  },
  Suggestions: {
    q: 'What was typed.',
    groups: 'Groups that hold something, best first.',
    'groups[].id': '`activities`, or the id of a vocabulary.',
    'groups[].label': 'Name of the group.',
    'groups[].items': 'What is suggested, best first.',
  },
  VocabularyConcept: {
    ...CONCEPT,
    labels:
      'What it is called in the other languages of the UN, and words to search by, by language: `{ "es": ["Kenia"] }`.',
  },
  Vocabulary: VOCABULARY,
  VocabularySummary: {
    ...VOCABULARY,
    concepts: 'How many concepts it has.',
    url: 'Its page, relative to the site.',
  },
  ConceptProfile: {
    ...CONCEPT,
    facets: 'By parameter, how many of its activities have what, most first; zeros are left out.',
    latest: 'Its newest activities.',
  },
  Change: {
    cursor: 'Where to go on from after this change: what `since` takes.',
    kind: '`published`: it is new; `restored`: it is back; `archived` and `merged`: it is gone.',
    id: NUMBER,
    version: 'Number of the version that became public; `null` where it is gone.',
    mergedInto: 'Number of the activity that a merged one leads to today; else `null`.',
    url: 'Address of the activity as JSON; that of a merged one leads on to the other.',
  },
  Changes: {
    items: 'The changes, in the order in which they were committed.',
    next: 'What to send as `since` next time, also where nothing has changed.',
    hasMore: 'Whether there is more already.',
  },
  Problem: {
    type: 'Always `about:blank`: the status says what kind of problem it is.',
    title: 'Name of the status: `Bad Request`.',
    status: 'Status of the answer.',
    detail: 'What is wrong, in a sentence.',
    instance: 'Address that was asked for.',
    errors:
      'One for each wrong field or parameter; left out where it is about the request as a whole.',
    'errors[].field': 'Name of the field or parameter: `sdg`.',
    'errors[].reason': 'What is wrong with it, in words that go on from its name.',
  },
  SentEntry: {
    pillars: 'Ids or labels; `null` lets them follow from the types.',
    maturity: 'Id or label; `null` = not stated.',
    status: 'Where it stands; `null` = not stated.',
  },
  SentState: SENT_STATE,
  SentDetail: { ...SENT_STATE, entry: 'The newest version, all fields.' },
  SentOutcome: {
    externalId: 'As it was sent; `null` where the item had none that could be read.',
    status:
      'As a PUT of it alone would have been answered; 424: not done because another was refused.',
    outcome: 'What became of it.',
    entry: 'Where the entry stands now; left out where it was refused.',
    problem: 'Why it was refused; else left out.',
  },
  SentBatch: {
    items: 'The entries, at most 500.',
    'items[].ifMatch': 'ETag of the version that it rests on: refused (412) where it is another.',
    'items[].entry': 'The fields to set, as a PUT takes them.',
  },
  BatchAnswer: {
    applied:
      'False where `atomic` was asked for and an item was refused: then nothing was done at all.',
    counts: 'How many items came to what: `{ "created": 2, "refused": 1 }`.',
    items: 'What became of each, in the order sent.',
  },
  ExploreAnswer: {
    question: 'How the request was understood.',
    'question.rows': 'Facet down the side.',
    'question.columns': 'Facet across; `null` = none.',
    'question.measure': 'What is counted.',
    'question.edition': 'The edition counted, or `now`.',
    'question.compare': 'The earlier edition it is compared with; `null` = none.',
    'question.q': 'Words that all activities counted have; empty = any.',
    'question.filters': 'What was chosen, by parameter.',
    activities: 'How many activities meet the question, each counted once.',
    table: 'The counts.',
    title: 'What the table shows, as a title.',
    finding: 'What the table says first of all, in a sentence.',
    notes: 'How to read the counts.',
    rowLabel: 'Name of what stands down the side.',
    columns: 'What stands across, in order.',
    rows: 'One for each value of the facet, in the order of the table.',
    cells: 'The counts, in the order of the columns.',
    'cells[].value': 'The count.',
    'cells[].url': 'The list of what was counted; `null` where none can show it.',
    all: 'Everything together, each counted once.',
    moves: 'What came, stayed and went between two editions; `null` where none are compared.',
    'moves.activities': 'Each activity with what became of it.',
    'activities[].id': NUMBER,
    'activities[].title': 'Title of the activity.',
    move: 'What became of it between the two editions.',
  },
  FieldDiff: {
    kind: 'What kind of difference it is, and so which of the other fields there are.',
    pieces: 'Both texts in one, piece by piece.',
    'pieces[].text': 'A piece of text.',
    items: 'Both lists in one, item by item.',
    'items[].id': 'Id of the concept, or the text itself where it is none.',
    change: 'Whether it stands in both, only in the later or only in the earlier.',
    before: 'The value before; `null` = not stated.',
    after: 'The value after; `null` = not stated.',
  },
  HistoryEntry: {
    what: '`version`: the public saw another version from then on; `left`: it left the catalogue; `merged`: another entry was merged with it.',
    number: 'Number of the version, counted from 1 within the activity.',
    by: 'Whom it comes from: an entity, the system it was imported from, or the curators; never a person.',
    kind: 'What of the three it is.',
    system: 'Name of the system.',
    changes: 'What differs from the version before it, field by field; empty for the first.',
    isFirst: 'Whether it is the first that the public saw.',
    isReturn: 'Whether an earlier version came back.',
    'by.id': 'Id of the entity.',
    id: 'The number that the other entry had.',
  },
  ActivityHistory: {
    id: NUMBER,
    title: 'Its title today.',
    total: 'How many lines there are, on all pages.',
    items: 'The lines of this page, newest first.',
  },
}

/** Parameters that their route does not describe; those of one operation come first. */
export const PARAMETERS: Record<string, string> = {
  limit: 'How many to give at most; 20 when left out.',
  'listRelatedActivities.limit': 'How many to give at most; 10 when left out.',
  'listChanges.limit': 'How many to give at most; 100 when left out.',
  'embed-list.limit': 'How many to show at most; 5 when left out.',
  offset: 'How many to pass over before the first; 0 when left out.',
  page: 'Number of the page, from 1; 1 when left out.',
  q: 'What was typed so far.',
  id: 'Id of the concept: one of those that the list gives.',
  activityNumber: 'Number of the activity.',
  vocabulary: 'Id of the vocabulary: one of those that `/api/v1/taxonomy` gives.',
  file: 'Name of the file, with the day and the revision, as `/data/latest.ndjson.gz` leads to.',
}

/** What an answer is, by its schema, or by its operation where that has none of a name. */
export const ANSWERS: Record<string, string> = {
  SearchResult:
    'One page of the activities found, the counts of every facet, and how the query was understood.',
  Activity: 'The activity as it is published now.',
  listRelatedActivities: 'Activities like it, with what they share.',
  Suggestions: 'What may be meant, in groups.',
  listVocabularies: 'The vocabularies, without their concepts.',
  Vocabulary: 'The vocabulary with its concepts, and how many activities carry each.',
  ConceptProfile: 'The concept, what its activities have, and the newest of them.',
  ActivityHistory: 'A part of its public past, newest first.',
  ExploreAnswer: 'The counts as a table, with how to read them.',
  Changes: 'The next changes, and where to go on.',
  SentDetail: 'The entry as it stands now.',
  'SentDetail 201': 'The entry, which is new, as it stands now.',
  BatchAnswer: 'What became of each entry.',
  'BatchAnswer 422': 'One was refused and `atomic` asked for, so nothing was done.',
}
