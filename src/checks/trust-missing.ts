import { GetRoleCommand } from '@aws-sdk/client-iam';
import { z } from 'zod';
import { getRoleName } from '../fix/policy.ts';
import { type Check, confirmed, refuted } from './check.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const TrustPolicy = z.object({
  Statement: z
    .union([z.array(z.looseObject({})), z.looseObject({})])
    .transform((value) => [value].flat())
    .pipe(
      z.array(
        z.looseObject({
          Effect: z.string(),
          Principal: z.union([z.literal('*'), z.looseObject({ Service: oneOrMore.optional() })]).optional(),
        }),
      ),
    ),
});

/** Reads the role's trust policy: may CodeBuild assume it? */
export const trustMissing: Check<'trust-missing'> = {
  permissions: ['iam:GetRole'],
  asks: "whether a role's trust policy lets CodeBuild, or another role, assume it",
  word: ({ role }) => `May CodeBuild assume ${getRoleName(role)}?`,
  async ask({ iam }, { role }) {
    const name = getRoleName(role);
    try {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      const { Statement } = TrustPolicy.parse(
        JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}')),
      );
      const trusts = Statement.some(
        (s) =>
          s.Effect === 'Allow' &&
          (s.Principal === '*' || s.Principal?.Service?.includes('codebuild.amazonaws.com')),
      );
      return trusts
        ? refuted(`The trust policy of ${name} names codebuild.amazonaws.com.`)
        : confirmed(`The trust policy of ${name} does not name codebuild.amazonaws.com.`);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchEntityException')
        return confirmed(`There is no role ${name}.`);
      throw error;
    }
  },
};
