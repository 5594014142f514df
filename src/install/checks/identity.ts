import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { explainAws, isBadCredentials } from '../aws-errors.ts';
import { broken, type Finding, fine, look, unknown, type Verdict } from '../finding.ts';

/** Who asks AWS; the account is empty where nobody could tell. */
export interface Caller {
  account: string;
  arn: string;
  partition: string;
  /** Nothing else need be asked of AWS. */
  isRefused: boolean;
  findings: Finding[];
}

/** How far the clock may be off, in milliseconds: AWS refuses signatures that are older. */
const MAX_SKEW = 300_000;

/** Asks AWS who is calling, and by its answer's date whether this machine's clock is right. Never throws. */
export async function identifyCaller(sts: STSClient): Promise<Caller> {
  const nobody = { account: '', arn: '', partition: 'aws', isRefused: false };
  try {
    const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    const verdict = fine(`${arn} in account ${account}.`);
    const findings: Finding[] = [
      { check: 'credentials', about: 'of this shell', ...verdict },
      { check: 'clock', about: 'against AWS', ...judgeClock(sts) },
    ];
    return { account, arn, partition: arn.split(':')[1] || 'aws', isRefused: false, findings };
  } catch (error) {
    const isRefused = isBadCredentials(error);
    const verdict = isRefused ? explainRefusal(error) : unknown(explainAws(error));
    return { ...nobody, isRefused, findings: [{ check: 'credentials', about: 'of this shell', ...verdict }] };
  }
}

function explainRefusal(error: Error): Verdict {
  if (/^(?:Credentials|Token)ProviderError$/.test(error.name))
    return broken(
      `There are no AWS credentials: ${error.message}`,
      look('Sign in', 'aws sso login'),
      look('or name the profile to use', 'export AWS_PROFILE=YOUR_PROFILE'),
    );
  const isExpired = /Expired/.test(error.name);
  return broken(
    `AWS ${isExpired ? 'says that the credentials have expired' : 'does not accept the credentials'} (${error.name}): ${error.message}`,
    look('Sign in again', 'aws sso login'),
    look('Shows that it worked', 'aws sts get-caller-identity'),
  );
}

/** The SDK keeps what it found its clock to be off by, and signs accordingly. */
function judgeClock({ config }: STSClient): Verdict {
  const off = config.systemClockOffset;
  if (Math.abs(off) < MAX_SKEW) return fine('Within five minutes of it.');
  const minutes = Math.round(Math.abs(off) / 60_000);
  return broken(
    `This machine's clock is ${minutes} minutes ${off > 0 ? 'behind' : 'ahead'}: AWS and Slack refuse what is signed with it.`,
    look('Set the clock, on Linux by', 'sudo timedatectl set-ntp true'),
  );
}
