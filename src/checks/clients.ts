import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The clients that the checks ask with, of one region. */
export interface CheckClients {
  iam: IAMClient;
  ssm: SSMClient;
  ecr: ECRClient;
  codecommit: CodeCommitClient;
}

/** Makes the clients of a region; a function of the region's name, kept by the caller. */
export function connectChecks(region: string): CheckClients {
  const options = { region, maxAttempts: 2 } as const;
  return {
    iam: new IAMClient(options),
    ssm: new SSMClient(options),
    ecr: new ECRClient(options),
    codecommit: new CodeCommitClient(options),
  };
}
