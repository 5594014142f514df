// In a file of its own, so that only a deployment with member accounts loads it.
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

export type MemberCredentials = ReturnType<typeof fromTemporaryCredentials>;

export interface Assumed {
  role: string;
  externalId: string | undefined;
  /** Of STS: its credentials are good in every region, also in those that an account must switch on. */
  region: string | undefined;
}

/** Whose session it is, in the member's CloudTrail. */
const SESSION = 'faultline';

/** Credentials of a role in another account. The provider throws what STS throws. */
export function assumeRole({ role, externalId, region }: Assumed): MemberCredentials {
  return fromTemporaryCredentials({
    params: { RoleArn: role, RoleSessionName: SESSION, ...(externalId && { ExternalId: externalId }) },
    clientConfig: { maxAttempts: 3, ...(region && { region }) },
  });
}
