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
  const byAccount = new Map<string, MemberCredentials>();
  return (place) => {
    const { account } = place;
    if (account === undefined || isOwnAccount(place, home)) return undefined;
    const known = byAccount.get(account) ?? keep(findCredentials({ ...place, account }, settings, home), now);
    byAccount.set(account, known);
    return known;
  };
}

function findCredentials(
  place: Place & { account: string },
  settings: MemberSettings,
  home: Home,
): MemberCredentials {
  const { account, region } = place;
  const { role: pattern, accounts, externalId } = settings;
  const close = (why: Closed, cause?: unknown) =>
    new MemberClosedError(account, why, getOpeningSteps(why, place, settings, home), { cause });
  if (accounts.size > 0 && !accounts.has(account)) return async () => Promise.reject(close('not-listed'));
  if (pattern === undefined) return async () => Promise.reject(close('no-role'));
  const role = pattern.replaceAll('{account}', account).replaceAll('{partition}', getPartition(region));
  return async (properties) => {
    const { assumeRole } = await import('./member-credentials.ts');
    const assumed = { role, externalId: await readOptional(externalId), region: home.region };
    return assumeRole(assumed)(properties).catch((error: Error) => {
      throw /AccessDenied/.test(error.name) ? close('refused', error) : error;
    });
  };
}

async function readOptional(setting: SecretSetting | undefined): Promise<string | undefined> {
  return setting && readSecret(setting);
}

/** Shares one answer among all clients of an account, until it is old. A refusal is kept for a while, any other error is not. */
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
        until = error instanceof MemberClosedError ? now() + REFUSED_FOR : 0;
      },
    );
    return kept;
  };
}
