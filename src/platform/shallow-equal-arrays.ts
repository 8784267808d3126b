/** Whether two arrays have the same items. */
export function shallowEqualArrays(items: readonly unknown[], others: readonly unknown[] = []): boolean {
  return items.length === others.length && items.every((item, index) => item === others[index]);
}
