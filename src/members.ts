import type { MemberSettings, SecretSetting } from './config.ts';
import { type Closed, MemberClosedError } from './errors.ts';
import { getOpeningSteps } from './fix/open-account.ts';
import type { MemberCredentials } from './member-credentials.ts';
import { getPartition, type Home, isOwnAccount, type Place } from './place.ts';
import { readSecret } from './secret.ts';

/** The credentials to read a place with; undefined in Faultline's own account, which needs no others. */
export type FindCredentials = (place: Place) => MemberCredentials | undefined;

/** AWS asks to renew before the end; a diagnosis takes a minute at most. Milliseconds. */
const MARGIN = 5 * 60_000;
/** How long a refusal is believed: a storm of a closed account then costs one call a minute. Milliseconds. */
const REFUSED_FOR = 60_000;

/**
 * Finds the credentials of places, one role a member account, kept for all its regions and renewed in time. Where an account is not
 * opened, the credentials throw MemberClosedError, which says how to open it.
 */
export function connectMembers(settings: MemberSettings, home: Home, now = Date.now): FindCredentials {
  const byRole = new Map<string, MemberCredentials>();
  return ({ account, region }) => {
    if (account === undefined || isOwnAccount({ account, region }, home)) return undefined;
    const close = (why: Closed, cause?: unknown) =>
      new MemberClosedError(account, why, getOpeningSteps(why, { account, region }, settings, home), {
        cause,
      });
    const { role: pattern, accounts, externalId } = settings;
    if (accounts.size > 0 && !accounts.has(account)) return async () => Promise.reject(close('not-listed'));
    if (pattern === undefined) return async () => Promise.reject(close('no-role'));
    // By partition too: an event may name any region, and must not spoil the account's own for the next one.
    const role = pattern.replaceAll('{account}', account).replaceAll('{partition}', getPartition(region));
    const known = byRole.get(role) ?? keep(askFor(role, externalId, home), now);
    byRole.set(role, known);
    return async (properties) =>
      known(properties).catch((error: Error) => {
        throw isRefusal(error) ? close('refused', error) : error;
      });
  };
}

function askFor(role: string, externalId: SecretSetting | undefined, { region }: Home): MemberCredentials {
  return async (properties) => {
    const { assumeRole } = await import('./member-credentials.ts');
    return assumeRole({ role, externalId: await readOptional(externalId), region })(properties);
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && /AccessDenied/.test(error.name);
}

async function readOptional(setting: SecretSetting | undefined): Promise<string | undefined> {
  return setting && readSecret(setting);
}

/** Shares one answer among all clients of a role, until it is old. A refusal is kept for a while, any other error is not. */
function keep(ask: MemberCredentials, now: () => number): MemberCredentials {
  let kept: ReturnType<MemberCredentials> | undefined;
  let until = 0;
  return (properties) => {
    if (kept && now() < until) return kept;
    until = Number.POSITIVE_INFINITY;
    kept = ask(properties);
    kept.then(
      ({ expiration }) => {
        until = (expiration?.getTime() ?? 0) - MARGIN;
      },
      (error: unknown) => {
        until = isRefusal(error) ? now() + REFUSED_FOR : 0;
      },
    );
    return kept;
  };
}
