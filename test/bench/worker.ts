/**
 * A worker in a process of its own, as on Lambda: takes events from its parent and answers with what became of them.
 * The bundle or file of its handler is the first argument.
 */
const { handler } = await import(process.argv[2] ?? '');
const context = { getRemainingTimeInMillis: () => 60_000 };

process.on('message', async ({ id, event }: { id: number; event: unknown }) => {
  const error = await handler(event, context).then(
    () => undefined,
    ({ message }: Error) => message,
  );
  process.send?.({ id, error });
});
process.send?.('ready');
