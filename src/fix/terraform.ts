import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionWord } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** What terraform init needs: its lock file, its modules or the bucket of its state. */
export function getInitSteps({ facts, build }: Situation): FixStep[] {
  const reason = facts.reason ?? '';
  if (/lock file|checksums|provider|plugin/i.test(`${reason}${facts.package ?? ''}${facts.version ?? ''}`))
    return [
      {
        title:
          'Bring .terraform.lock.hcl in step with required_providers for the platform of the build, and commit it',
        command: sh`terraform init -upgrade && terraform providers lock -platform=linux_amd64 -platform=linux_arm64 && git add .terraform.lock.hcl`,
        changes: true,
        verify: 'terraform init -input=false -lockfile=readonly',
      },
    ];
  if (/module/i.test(reason))
    return [
      {
        title:
          'Let terraform init run before plan in the same directory; private modules need git credentials in the build, local ones a path that is in the source',
        command: sh`git grep -nE ${'^ *source *='} -- ${'*.tf'}`,
        changes: false,
      },
    ];
  const bucket = facts.bucket ?? placeholder('state_bucket');
  return [
    {
      title: `See whether the state bucket exists and this role may read it`,
      command: sh`aws sts get-caller-identity && aws s3api head-bucket --bucket ${bucket}${regionWord(build)}`,
      changes: false,
    },
    {
      title: 'If it was never made, create it, with versions kept',
      command: sh`aws s3 mb ${`s3://${bucket}`}${regionWord(build)} && aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled${regionWord(build)}`,
      changes: true,
      verify: sh`aws s3api head-bucket --bucket ${bucket}${regionWord(build)}`,
    },
  ];
}
