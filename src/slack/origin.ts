import * as z from 'zod';

/** Whose a request is. */
export interface Origin {
  /** Slack checks the address itself with requests that belong to no workspace. */
  isCheck: boolean;
  team: string | undefined;
  /** The organization (Enterprise Grid). */
  enterprise: string | undefined;
  /** The workspace of the person, where the payload tells it. */
  userTeam: string | undefined;
}

const named = z.looseObject({ id: z.string().optional() }).nullish();
const payloads = z.looseObject({
  type: z.string().optional(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  team: named,
  enterprise: named,
  user: z.union([z.looseObject({ team_id: z.string().nullish() }), z.string()]).nullish(),
});

/** Reads a request's body. Nothing where it is not what its content type says, or not of a form that Slack sends. */
export function readOrigin(body: string, type: string): Origin | undefined {
  const form = type === 'application/json' ? undefined : new URLSearchParams(body);
  const text = form ? form.get('payload') : body;
  const read = payloads.safeParse(text === null ? {} : parse(text));
  if (!read.success) return undefined;
  const { type: kind, team_id, enterprise_id, team, enterprise, user } = read.data;
  return {
    isCheck: kind === 'url_verification' || form?.has('ssl_check') === true,
    team: form?.get('team_id') ?? team_id ?? team?.id,
    enterprise: form?.get('enterprise_id') ?? enterprise_id ?? enterprise?.id,
    userTeam: (typeof user === 'object' ? user?.team_id : undefined) ?? undefined,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
