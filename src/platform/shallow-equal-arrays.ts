/** Whether what something was made of is the same as what it would be made of now. */
export function shallowEqualArrays(inputs: readonly unknown[], others: readonly unknown[] = []): boolean {
  return inputs.length === others.length && inputs.every((input, index) => input === others[index]);
}
