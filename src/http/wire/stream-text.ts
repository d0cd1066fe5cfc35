/** So long others may have to wait for parts of one body. */
const LONGEST_TURN_MS = 2;

/**
 * Parts of a text as a body that is made while it is read: the next part is asked for once the one
 * before is taken, and none after whoever reads has hung up. A body that cannot be finished ends in an
 * error, so that nobody takes it for whole; `onError` hears why.
 */
export function streamText(
  parts: AsyncGenerator<string>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let turnEnds = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          // A fast reader and an embedded database would leave no turn to any other request; a pause before each
          // part, of which no timer makes one below a millisecond, takes longer than making them.
          if (performance.now() >= turnEnds) {
            await new Promise((resolve) => setTimeout(resolve, 0));
            turnEnds = performance.now() + LONGEST_TURN_MS;
          }
          const { value, done } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          onError(error);
          throw error;
        }
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
