import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAllowedAddress, refusalOfUrl } from '../../server/webhooks/address'
import { post } from '../../server/webhooks/post'
import { type Receiver, startReceiver } from '../receiver'

let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(() => receiver.stop())

describe('an answer', () => {
  const send = (url: string, more: object = {}) =>
    post({
      ...{ url, headers: {}, body: '{}', timeoutMs: 500, allowLoopback: true },
      ...{ ending: new AbortController().signal, ...more },
    })

  test('that redirects is a failure, and is not followed', async () => {
    receiver.answer = (reply) => reply.writeHead(302, { location: '/elsewhere' }).end()
    expect(await send(receiver.url)).toMatchObject({ status: 302, error: /redirects/ })
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hub'])
  })

  test('that does not come is waited for no longer than is said', async () => {
    receiver.answer = () => {}
    const tried = await send(receiver.url)
    expect(tried).toMatchObject({ status: null, error: 'No answer in 0.5 s' })
    expect(tried.ms).toBeLessThan(5000)
  })

  test('that has no end is cut off after its first bytes', async () => {
    let sent = 0
    receiver.answer = (reply) => {
      reply.writeHead(200)
      const more = () => {
        if (reply.destroyed) return
        sent += 65_536
        if (reply.write('\u0000x'.repeat(32_768))) setImmediate(more)
        else reply.once('drain', more)
      }
      more()
    }
    const tried = await send(receiver.url, { timeoutMs: 10_000 })
    expect(tried).toMatchObject({ status: 200, error: null })
    expect(tried.answer).toMatch(/^x{200,512}$/)
    expect(sent).toBeLessThan(50_000_000)
  })

  test('whose body does not end is an arrival all the same', async () => {
    receiver.answer = (reply) => reply.writeHead(200).write('well')
    expect(await send(receiver.url)).toMatchObject({ status: 200, answer: 'well', error: null })
  })

  test('of nobody is a failure', async () => {
    await receiver.stop()
    expect(await send(receiver.url)).toMatchObject({ status: null, error: /ECONNREFUSED/ })
  })

  test('of an internal address is not asked for, whatever name leads there', async () => {
    // `localhost` is a name that resolves here without any server of names.
    const { port } = new URL(receiver.url)
    const strict = { allowLoopback: false }
    expect((await send(receiver.url, strict)).error).toMatch(/must begin with https/)
    expect((await send(`https://127.0.0.1:${port}/`, strict)).error).toMatch(/internal address/)
    expect((await send(`https://localhost:${port}/`, strict)).error).toMatch(/internal name/)
    const { guardedLookup } = await import('../../server/webhooks/address')
    const looked = (allow: boolean) =>
      new Promise((resolve) =>
        guardedLookup(allow)('localhost', {}, (error, found) => resolve(error?.message ?? found)),
      )
    expect(await looked(false)).toBe('The name leads to an internal address')
    expect(await looked(true)).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(receiver.received).toEqual([])
  })
})

describe('the address of a webhook', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
  ])('may not be of %s', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false)
    if (!address.includes(' ') && !address.includes('%'))
      expect(
        refusalOfUrl(`https://${address.includes(':') ? `[${address}]` : address}/`, false),
      ).toBeDefined()
  })

  test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'may be of %s',
    (address) => expect(isAllowedAddress(address, false)).toBe(true),
  )

  test.each([
    ['http://mirror.example.org/', /https/],
    ['ftp://mirror.example.org/', /https/],
    ['https://user:pass@mirror.example.org/', /password/],
    ['https://mirror.example.org/#x', /#/],
    ['https://2130706433/', /internal/],
    ['https://0x7f.1/', /internal/],
    ['https://[::ffff:127.0.0.1]/', /internal/],
    ['https://metadata.google.internal/', /internal/],
    ['https://intranet/', /internal/],
    ['https://a.localhost/', /internal/],
    ['nothing', /such as/],
    [`https://mirror.example.org/${'x'.repeat(2000)}`, /at most/],
  ])('is refused as %s', (url, reason) => {
    expect(refusalOfUrl(url, false)).toMatch(reason)
  })

  test('is https on the internet; in development this machine, too', () => {
    expect(refusalOfUrl('https://mirror.example.org:8443/hub?x=1', false)).toBeUndefined()
    expect(refusalOfUrl('http://127.0.0.1:8080/', true)).toBeUndefined()
    expect(refusalOfUrl('http://localhost:8080/', true)).toBeUndefined()
    expect(refusalOfUrl('http://10.0.0.1/', true)).toMatch(/https/)
    expect(refusalOfUrl('https://10.0.0.1/', true)).toMatch(/internal/)
  })
})
