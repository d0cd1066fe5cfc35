/** So many begin. An endpoint that answers at once is told no faster by more, and checks wait behind each. */
const CALLS_AT_FIRST = 4;
/** A call that takes longer, in milliseconds, waits for the endpoint, and there is time for another. */
const WAITS_FOR_ENDPOINT_MS = 10;

/**
 * Does some work on each item, and answers what came of it in their order: a few at once, and one more whenever one
 * takes long, up to `atOnce`.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const most = Math.min(atOnce, items.length);
  const running: Promise<void>[] = [];
  let failure: { readonly error: unknown } | null = null;
  let next = 0;
  const goOn = async () => {
    while (next < items.length) {
      const place = next++;
      const waits = setTimeout(another, WAITS_FOR_ENDPOINT_MS);
      results[place] = await work(items[place] as T).finally(() => clearTimeout(waits));
    }
  };
  const another = () => {
    if (running.length >= most || next >= items.length) return;
    const going = goOn().catch((error: unknown) => {
      failure ??= { error };
      next = items.length;
    });
    running.push(going);
  };
  for (let n = 0; n < CALLS_AT_FIRST; n++) another();
  // More may come while some are waited for.
  for (let n = 0; n < running.length; n++) await running[n];
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
  return results;
}
