// What takes a while to make and is not needed by the first page.

/** Made when it is asked for first. A formatter or collator of the browser takes about a millisecond. */
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
