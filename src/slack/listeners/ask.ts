import { randomUUID } from 'node:crypto';
import type { Bot } from '../bot.ts';
import { type Note, note } from '../help.ts';
import type { DiagnosisRequest } from '../request.ts';

/** A request as a listener makes it: its id and its time are added here. */
export type Wish = DiagnosisRequest extends infer R
  ? R extends unknown
    ? Omit<R, 'at' | 'id'>
    : never
  : never;

/** Hands a request over; where nobody takes it, the asker is told so instead of waiting. */
export async function ask(
  { request, fail, now }: Bot,
  wish: Wish,
  tell: (note: Note) => Promise<unknown>,
): Promise<void> {
  try {
    await request({ ...wish, id: randomUUID(), at: now().toISOString() });
  } catch (error) {
    await tell(
      note('Faultline could not take this up: its event bus did not answer. Try again in a minute.'),
    );
    await fail(error);
  }
}
