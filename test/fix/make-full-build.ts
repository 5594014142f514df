import type { Build } from '../../src/model.ts';
import { makeBuild } from './make-build.ts';

/** A failed build of which CodeBuild tells everything, run by a pipeline, in a VPC, in an image of its own. */
export function makeFullBuild(): Build {
  return makeBuild({
    number: 12,
    role: 'arn:aws:iam::111122223333:role/service-role/codebuild-shop-service-role',
    image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/build-image:7',
    computeType: 'BUILD_GENERAL1_MEDIUM',
    privileged: false,
    inVpc: true,
    source: {
      type: 'CODEPIPELINE',
      location: 'https://github.com/example/shop.git',
      version: 'main',
      commit: '0123456789abcdef0123456789abcdef01234567',
      buildspec: 'ci/buildspec.yml',
    },
    environment: [
      { name: 'STAGE', type: 'PLAINTEXT' },
      { name: 'DATABASE_URL', type: 'PARAMETER_STORE', reference: '/shop/database-url' },
      { name: 'NPM_TOKEN', type: 'SECRETS_MANAGER', reference: 'shop/npm:token' },
    ],
    initiator: 'codepipeline/shop-pipeline',
    pipeline: {
      name: 'shop-pipeline',
      stage: 'Build',
      action: 'Build',
      execution: '11111111-2222-4333-8444-666666666666',
    },
    log: { kind: 'cloudwatch', group: '/aws/codebuild/shop', stream: '11111111-2222-4333-8444-555555555555' },
    startedAt: new Date('2026-11-20T09:00:00Z'),
    endedAt: new Date('2026-11-20T09:04:00Z'),
    timeoutMinutes: 60,
    queuedTimeoutMinutes: 480,
    batch: 'shop:11111111-2222-4333-8444-777777777777',
  });
}
