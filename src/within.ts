/**
 * Takes a promise and how long it is waited for, in milliseconds; returns what it comes to, or `late` where that takes
 * longer. It goes on all the same. Throws what it throws in time.
 */
export async function within<T, Late>(
  milliseconds: number,
  promise: Promise<T>,
  late: Late,
): Promise<T | Late> {
  const { promise: clock, resolve } = Promise.withResolvers<Late>();
  const timer = setTimeout(resolve, milliseconds, late);
  try {
    return await Promise.race([promise, clock]);
  } finally {
    clearTimeout(timer);
  }
}
