import { lookup as lookUp } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { say } from '../messages/say'

/** Longest address of a webhook. */
const URL_MAX = 2000

/** Whether a network address is of the public internet, or of this machine where that is allowed. */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` turns an IPv4 address in IPv6's clothes into what it is.
  const range = ipaddr.process(address).range()
  return range === 'unicast' || (allowLoopback && range === 'loopback')
}

/** The address in a host part of a URL, if it is one: `[::1]` → `::1`. */
function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? bare : undefined
}

/** Why something cannot be the address of a webhook; undefined where it can. */
export function refusalOfUrl(url: string, allowLoopback: boolean): string | undefined {
  if (url.length > URL_MAX) return say('field.most', { most: URL_MAX })
  if (!URL.canParse(url)) return say('webhook.url')
  const { protocol, hostname, username, password, hash } = new URL(url)
  const literal = literalOf(hostname)
  const isLoopback = hostname === 'localhost' || /^(127\.|::1$)/.test(literal ?? '')
  if (protocol !== 'https:' && !(protocol === 'http:' && allowLoopback && isLoopback))
    return say('webhook.https')
  if (username || password) return say('webhook.password')
  if (hash) return say('webhook.hash')
  if (allowLoopback && isLoopback) return undefined
  if (literal && !isAllowedAddress(literal, allowLoopback)) return say('webhook.internal')
  if (
    !literal &&
    (!hostname.includes('.') || /(^|\.)(localhost|local|internal)\.?$/.test(hostname))
  )
    return say('webhook.internalName')
  return undefined
}

/** The host of an address that may not be connected to. */
class InternalAddress extends Error {
  override name = 'InternalAddress'
}

/**
 * Finds the addresses of a host when a connection is made, and gives none where any of them is
 * internal: what is checked is what is connected to, so that a name cannot change in between.
 */
export function guardedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) =>
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 4)
      const wrong = found.find(({ address }) => !isAllowedAddress(address, allowLoopback))
      const [first] = found
      if (wrong || !first) return callback(new InternalAddress(say('webhook.leadsInside')), '', 4)
      return options.all ? callback(null, found) : callback(null, first.address, first.family)
    })
}
