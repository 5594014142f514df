import type { FixStep } from './model.ts';

/** Why another account may not be read. */
export type Closed = 'no-role' | 'not-listed' | 'refused';

const WHY_CLOSED: Record<Closed, string> = {
  'no-role': 'no role is set to read other accounts with (FAULTLINE_MEMBER_ROLE)',
  'not-listed': 'it is not among those in FAULTLINE_ACCOUNTS',
  refused: 'its role is not there, or does not trust Faultline with this external id',
};

/** What every error of Faultline's own has: a stable code for programs and a message that names what would be right. */
export class FaultlineError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FaultlineError';
    this.code = code;
  }
}

/** The text of a target is none of the forms that can be looked up. */
export class InvalidTargetError extends FaultlineError {
  constructor(target: string) {
    super(
      'invalid-target',
      `"${target}" is neither a file nor a build. Give a log file, - for standard input, a build id (project:uuid), a build ARN, a console URL, or project/NAME.`,
    );
  }
}

/** CodeBuild knows no build of that id in that region and account. */
export class BuildNotFoundError extends FaultlineError {
  constructor(id: string, region: string) {
    super(
      'build-not-found',
      `CodeBuild knows no build ${id} in ${region}. Check the region (AWS_REGION, or give the build's ARN) and the account; builds are kept for a year.`,
    );
  }
}

/** AWS refused a call that the answer cannot do without. */
export class AccessDeniedError extends FaultlineError {
  constructor(action: string, what: string, cause: unknown) {
    super('access-denied', `Not allowed to read ${what}: Faultline's role needs ${action}.`, { cause });
  }
}

/** An event that is not what EventBridge sends for a build, or for a request. */
export class InvalidEventError extends FaultlineError {
  constructor(detail: string, kind = 'CodeBuild Build State Change') {
    super('invalid-event', `Not a ${kind} event: ${detail}`);
  }
}

/** Another worker is at the same build; trying again later finds out whether it got through. */
export class BuildHeldError extends FaultlineError {
  constructor(buildId: string, until: Date | undefined) {
    super(
      'build-held',
      `Another worker is at ${buildId}${until ? ` until ${until.toISOString()}` : ''}; the event is to be tried again.`,
    );
  }
}

/** A setting is missing or malformed. */
export class ConfigurationError extends FaultlineError {
  constructor(variable: string, problem: string, options?: ErrorOptions) {
    super('configuration', `${variable} ${problem}`, options);
  }
}

/** Another account's builds may not be read: no role is set, it is not listed, or STS refuses the role. */
export class MemberClosedError extends FaultlineError {
  readonly account: string;
  /** What opens it. */
  readonly steps: readonly FixStep[];
  constructor(account: string, why: Closed, steps: readonly FixStep[], options?: ErrorOptions) {
    super('account-closed', `Account ${account} is not open to Faultline: ${WHY_CLOSED[why]}.`, options);
    this.name = 'MemberClosedError';
    this.account = account;
    this.steps = steps;
  }
}

/** AWS lets nobody read so many logs at a time; the event is to be tried again rather than told without its log. */
export class LogThrottledError extends FaultlineError {
  constructor(buildId: string, options?: ErrorOptions) {
    super(
      'log-throttled',
      `CloudWatch Logs limits how many logs are read at a time: ${buildId} is to be tried again.`,
      options,
    );
  }
}

/** An event bus did not take an event: it answers so without an error of its own. */
export class EventRefusedError extends FaultlineError {
  /** What EventBridge calls the reason. */
  readonly reason: string | undefined;
  constructor(bus: string, detailType: string, reason: string | undefined, message = '') {
    super(
      'event-refused',
      `The event bus ${bus} did not take ${detailType}: ${reason ?? 'no reason given'} ${message}`.trim(),
    );
    this.reason = reason;
  }
}
