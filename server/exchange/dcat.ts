import { LICENCE } from '../catalogue/view'
import type { Dump } from './dumps'
import { LIST_FORMATS } from './formats'
import { inEnglish, type RdfNode, type RdfValue, typed } from './rdf'

interface Described {
  origin: string
  total: number
  revision: string
  /** ISO time of the last change. */
  asOf: string
  dumps: Dump[]
}

const FILES_OF_TAXONOMY: [string, string][] = [
  ['ttl', 'text/turtle'],
  ['jsonld', 'application/ld+json'],
  ['csv', 'text/csv'],
]

/** What can be had here, for data portals: DCAT version 3. */
export function toDcat({ origin, total, revision, asOf, dumps }: Described): RdfNode[] {
  const data = `${origin}/data`
  const licence = { '@id': LICENCE }
  const publisher = { '@type': 'foaf:Agent', 'foaf:name': 'AI activity hub' } as const
  const common = {
    'dct:license': licence,
    'dct:publisher': publisher,
    'dct:modified': typed('xsd:dateTime', asOf),
    'dcat:version': revision,
  } as const
  const files: RdfNode[] = [
    ...dumps.map((dump) => dumpOf(dump, data)),
    ...LIST_FORMATS.map(({ id, label, type }) =>
      fileOf(`${data}#activities-${id}`, `All activities as ${label}`, {
        'dcat:accessURL': { '@id': data },
        'dcat:downloadURL': { '@id': `${origin}/activities.${id}` },
        'dcat:mediaType': mediaType(type.split(';')[0] as string),
      }),
    ),
  ]
  const terms = FILES_OF_TAXONOMY.map(([ending, type]) =>
    fileOf(`${data}#taxonomy-${ending}`, `The taxonomy as ${ending}`, {
      'dcat:accessURL': { '@id': `${origin}/taxonomy` },
      'dcat:downloadURL': { '@id': `${origin}/taxonomy.${ending}` },
      'dcat:mediaType': mediaType(type),
    }),
  )
  const refs = (nodes: RdfNode[]) => nodes.map((node) => ({ '@id': node['@id'] as string }))
  return [
    {
      '@id': data,
      '@type': 'dcat:Catalog',
      'dct:title': inEnglish('AI activity hub: open data'),
      'dct:description': inEnglish('What the United Nations system does with AI, as data.'),
      ...common,
      'dcat:dataset': [{ '@id': `${data}#activities` }, { '@id': `${data}#taxonomy` }],
      'dcat:service': { '@id': `${data}#api` },
      'foaf:homepage': { '@id': `${origin}/` },
    },
    {
      '@id': `${data}#activities`,
      '@type': 'dcat:Dataset',
      'dct:title': inEnglish('Activities'),
      'dct:description': inEnglish(`All ${total} published activities of the catalogue.`),
      'dct:identifier': `${data}#activities`,
      'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/ENG' },
      'dcat:landingPage': { '@id': `${origin}/activities` },
      'dcat:keyword': ['artificial intelligence', 'projects'].map(inEnglish),
      ...common,
      'dcat:distribution': refs(files),
    },
    {
      '@id': `${data}#taxonomy`,
      '@type': 'dcat:Dataset',
      'dct:title': inEnglish('Taxonomy'),
      'dct:description': inEnglish('The vocabularies that activities are tagged with, in SKOS.'),
      'dct:identifier': `${data}#taxonomy`,
      'dcat:landingPage': { '@id': `${origin}/taxonomy` },
      ...common,
      'dcat:distribution': refs(terms),
    },
    {
      '@id': `${data}#api`,
      '@type': 'dcat:DataService',
      'dct:title': inEnglish('API'),
      'dcat:endpointURL': { '@id': `${origin}/api/v1` },
      'dcat:endpointDescription': { '@id': `${origin}/api/v1/openapi.json` },
      'dcat:servesDataset': [{ '@id': `${data}#activities` }, { '@id': `${data}#taxonomy` }],
      'dct:license': licence,
    },
    ...files,
    ...terms,
  ]
}

function fileOf(id: string, title: string, more: Record<`${string}:${string}`, RdfValue>): RdfNode {
  return {
    '@id': id,
    '@type': 'dcat:Distribution',
    'dct:title': inEnglish(title),
    'dct:license': { '@id': LICENCE },
    ...more,
  }
}

function dumpOf({ name, format, bytes, sha256 }: Dump, data: string): RdfNode {
  return fileOf(`${data}#dump-${format}`, `Dump of all activities (${format}, gzip)`, {
    'dcat:accessURL': { '@id': data },
    'dcat:downloadURL': { '@id': `${data}/${name}` },
    'dcat:mediaType': mediaType(format === 'csv' ? 'text/csv' : 'application/x-ndjson'),
    'dcat:compressFormat': mediaType('application/gzip'),
    'dcat:byteSize': typed('xsd:nonNegativeInteger', String(bytes)),
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
      'spdx:checksumValue': typed('xsd:hexBinary', sha256),
    },
  })
}

const mediaType = (type: string) => ({
  '@id': `https://www.iana.org/assignments/media-types/${type}`,
})
