import type { MemberSettings } from '../config.ts';
import type { Closed } from '../errors.ts';
import type { FixStep } from '../model.ts';
import type { Home, Place } from '../place.ts';
import { placeholder, sh } from './shell.ts';

/** As docs/examples/member-account.template.yml names it. */
const ROLE = 'faultline-reader';

/** What opens another account to Faultline: the role there, and what Faultline must be told. */
export function getOpeningSteps(
  why: Closed,
  place: Place & { account: string },
  { role, externalId }: Pick<MemberSettings, 'role' | 'externalId'>,
  home: Home,
): FixStep[] {
  const { account, region } = place;
  const name = role?.split('/').at(-1) ?? ROLE;
  const id = externalId && 'value' in externalId ? externalId.value : placeholder('external_id');
  const create: FixStep = {
    title: `Open account ${account} to Faultline: signed in there, create the role that it reads with`,
    command: sh`aws cloudformation deploy --template-file docs/examples/member-account.template.yml --stack-name faultline-member --capabilities CAPABILITY_NAMED_IAM --parameter-overrides ${`BotAccount=${home.account ?? placeholder('bot_account')}`} ${`BotRegion=${home.region ?? placeholder('bot_region')}`} ${`ReaderRole=${name}`} ${`ExternalId=${id}`} --region ${region}`,
    changes: true,
    verify: sh`aws iam get-role --role-name ${name}`,
  };
  const listed = `Deploy Faultline with the account in --param "accounts=..." (FAULTLINE_ACCOUNTS)`;
  const told = `Deploy Faultline with --param "memberRole=${ROLE}" and --param "externalIdParameter=..." (the name of a parameter with the same id)`;
  if (why === 'not-listed') return [{ title: listed, changes: true }];
  return why === 'no-role' ? [create, { title: told, changes: true }] : [create];
}
