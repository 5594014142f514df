import type { Context } from 'aws-lambda';
import type { Desk, RequestDesk } from '../src/desk.ts';
import { getDesk, getRequestDesk } from './desk.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a worker opens before its first event, and again in each new process. */
export interface Openings {
  getDesk: () => Promise<Desk>;
  getRequestDesk: () => Promise<RequestDesk>;
}

/**
 * Takes EventBridge's `CodeBuild Build State Change` and our `Diagnosis Requested`, or the queue of those that could
 * not be told. Throws for an
 * event that is not one, and for whatever keeps the message from standing: the invocation then counts as failed
 * and is tried again; of a batch from the queue only what failed comes back.
 */
export const handler = createHandler({ getDesk, getRequestDesk });

/** The handler of a worker with a desk of its own. */
export function createHandler(openings: Openings): (event: unknown, context: Context) => Promise<unknown> {
  return withoutSecrets(async (event: unknown, context: Context) => {
    const opening = openings.getDesk();
    // Thrown where it is waited for.
    opening.catch(() => undefined);
    // Loaded by the first event, while the desk reads the token.
    const { takeEvent } = await import('./take-event.ts');
    return takeEvent(event, context, withTime({ ...openings, getDesk: () => opening }, context));
  });
}

/** The same openings, with what this invocation has left of its time. */
function withTime({ getDesk, getRequestDesk }: Openings, context: Context): Openings {
  const getRemaining = () => context.getRemainingTimeInMillis();
  return {
    getDesk: async () => ({ ...(await getDesk()), getRemaining }),
    getRequestDesk: async () => ({ ...(await getRequestDesk()), getRemaining }),
  };
}
