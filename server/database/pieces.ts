/**
 * Cuts rows into pieces of powers of two, the largest first, so that statements which write a
 * piece each come in few lengths and are compiled once.
 *
 * @param most rows of the largest piece, a power of two
 * @example pieces(of11Rows, 4) // pieces of 4, 4, 2 and 1
 */
export function* pieces<Row>(rows: readonly Row[], most = 64): Generator<Row[]> {
  let size = most
  for (let from = 0; from < rows.length; from += size) {
    while (size > rows.length - from) size /= 2
    yield rows.slice(from, from + size)
  }
}
