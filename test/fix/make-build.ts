import type { Build } from '../../src/model.ts';

/** A failed build with what a fix may look at; the rest as given. */
export function makeBuild(rest: Partial<Build> = {}): Build {
  const id = 'shop:11111111-2222-4333-8444-555555555555';
  return {
    id,
    arn: `arn:aws:codebuild:eu-west-1:111122223333:build/${id}`,
    account: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    project: 'shop',
    status: 'FAILED',
    phases: [],
    environment: [],
    log: { kind: 'none', why: 'off' },
    ...rest,
  };
}
