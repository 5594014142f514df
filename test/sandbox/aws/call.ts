import type { z } from 'zod';
import type { Account } from './account.ts';
import { AwsError } from './errors.ts';
import type { EventBus } from './event-bus.ts';

/** One request, understood: who is asked for what. `service` is the name in the credential scope. */
export interface Call {
  service: string;
  /** The access key that signed. */
  key?: string;
  /** As in the credential scope. */
  region: string;
  operation: string;
  input: Record<string, unknown>;
  at: Date;
}

/** What an operation works on. */
export interface World {
  account: Account;
  /** The region that is asked. */
  region: string;
  /** Other accounts, and other regions, by `account/region`. */
  others?: ReadonlyMap<string, Account>;
  events: EventBus;
  now: () => Date;
}

/** One operation of a service. Its result is rendered by the service's protocol. */
export type Operation = (input: unknown, world: World) => unknown;
export type Operations = Readonly<Record<string, Operation>>;

/** An operation whose input is checked first, as the service's front end does; a bad input is a ValidationException. */
export function operation<T>(schema: z.ZodType<T>, run: (input: T, world: World) => unknown): Operation {
  return (input, world) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data, world);
    const issues = parsed.error.issues.map(
      (issue) => `Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`,
    );
    throw new AwsError(
      'ValidationException',
      `${issues.length} validation error${issues.length > 1 ? 's' : ''} detected: ${issues.join('; ')}`,
    );
  };
}

/** Seconds since 1970, as the JSON protocols write a time. */
export function epoch(date: Date): number;
export function epoch(date: Date | undefined): number | undefined;
export function epoch(date: Date | undefined): number | undefined {
  return date && date.getTime() / 1000;
}
