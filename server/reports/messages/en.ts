/**
 * English texts of the annual report, and the model for another language: headings, notes, names of
 * fields, and what stands in the front matter until a curator writes it. `{name}` stands for a value.
 * What a figure says is worded where it is counted, in `figures.ts`.
 */
export const en = {
  foreword: 'Foreword',
  forewordPlaceholder: '[The foreword stands here.]',
  howToRead: 'How to read this report',
  reading: [
    'This report lists {total} activities with artificial intelligence (AI) of {entities} entities, as they stood in edition {edition} of the catalogue, which speaks up to {asOf}.',
    'Each entity has a chapter with the activities that it leads; where several entities carry an activity, it stands in the chapter of the one named first, and the others’ chapters refer to it. Activities are numbered through. The indices at the end lead from goals, countries, techniques and partners to these numbers.',
    'Figures count activities, not money or people. Where an activity can name several values, as it can several goals, it counts once under each, and the figure says so. What an entry does not state is said as not stated; it is never guessed.',
    'An entry names all that it states; the entity of its chapter is not said again. Where it states no start, end, status, partners, links or value of a facet, its small print says so. There also stand the number of the entry in the catalogue, which stays the same over the years and leads to its page, its version and its source.',
  ],
  findings: 'Key findings',
  trends: 'Trends',
  charts: 'Figures',
  method: 'Methodology and data quality',
  methods: [
    'The edition is a frozen list of versions: for each activity, the one version of its entry that was public when the edition was made. Whatever is changed in the catalogue afterwards changes nothing here. Its checksum (SHA-256 over number, version and content of all entries) is {checksum}.',
    'Every figure is computed from these entries alone, each by a single count, and every number in the text is taken from the figure it stands with. Totals of earlier reports are cited with their source and are not part of any count.',
    'Goals, activity types, maturity, regions, beneficiaries and countries are those the entities stated. AI techniques and sectors were not asked for; they were found in the words of the entries by published rules. Pillars follow from the activity types. Labels that fit no list are kept as they were stated and are not counted.',
    'Entries are the entities’ own statements. They were not audited, and how much an entity reports differs: a high count can mean many activities or careful reporting.',
  ],
  entities: 'Entities and their activities',
  indices: 'Indices',
  indexHint: 'Numbers are those of the activities in this report.',
  indexBy: 'Index by {facet}',
  partnerIndex: 'Index by partner',
  partnerHint:
    'Partners are named as the entries name them; one partner can stand under several names.',
  changes: 'Changes since the last edition',
  changesNone: 'Nothing differs from edition {previous}.',
  changesFirst:
    'This is the first edition that is held entry by entry, so there is none to compare it with.',
  changesLead:
    'Compared with edition {previous}: {new} new, {changed} changed, {gone} no longer in.',
  changedTexts: 'Texts that are new or changed: {names}.',
  blocks: {
    foreword: 'Foreword',
    reading: 'How to read this report',
    methods: 'Methodology and data quality',
  },
  changeKinds: { new: 'New', changed: 'Changed', gone: 'No longer in' },
  disclaimer:
    'This is not an official publication of the United Nations. The designations employed and the presentation of the material do not imply the expression of any opinion whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries. The mention of companies or products does not imply that they are endorsed.',
  licence:
    'Summaries, tags and figures: CC BY 4.0. Facts are credited to the sources named at the entries.',
  joint: 'Also carried by this entity: ',
  leads: '{label} leads {led} in this edition and takes part in {joint} led by others.',
  leadsOnly: '{label} leads {led} in this edition.',
  joinsOnly: '{label} takes part in {joint} led by other entities.',
  contents: 'Contents',
  figure: 'Figure',
  table: 'Table',
  catalogueNumber: 'Entry {id} of the catalogue',
  notStated: 'Not stated: ',
  asStated: 'As stated',
  fields: {
    otherEntities: 'Other units and organisations',
    partners: 'Partners',
    startDate: 'Start',
    endDate: 'End',
    status: 'Status',
    domain: 'Field of work',
    approach: 'AI approach',
    technology: 'Technology',
    output: 'Output',
    peopleTrained: 'People trained',
    policyChanges: 'Policy changes',
    newTools: 'New tools',
    strengthenedFrameworks: 'Strengthened frameworks',
    followUp: 'Follow-up',
    testimonial: 'Testimonial',
    links: 'Links',
    tags: 'Mandates and initiatives',
    source: 'Source',
    language: 'Language',
    updated: 'Version',
  },
  version: 'version {version} of {day}',
  sourceRecord: '{system}, record {id}, retrieved {day}',
} as const
