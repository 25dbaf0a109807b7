/** An array by number with room for some numbers: the one given, or a greater one with its values. */
export function roomFor<Type extends Uint32Array | Uint16Array | Uint8Array | Float64Array>(
  values: Type,
  numbers: number,
): Type {
  if (values.length >= numbers) return values
  const grown = new (values.constructor as new (length: number) => Type)(2 * numbers)
  grown.set(values)
  return grown
}
