import { GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { type Check, confirmed, isError } from './check.ts';
import { nameStatement } from './denial-reasons.ts';
import { isAbout, parseStatements } from './policy-document.ts';

/** Reads the repository's own policy: IAM's simulator does not look at it. */
export const ecrPolicyDenies: Check<'ecr-policy-denies'> = {
  permissions: ['ecr:GetRepositoryPolicy'],
  asks: "whether the repository's own policy denies the push or pull",
  word: ({ repository }) => `Does the policy of ${repository} itself deny it?`,
  async ask({ ecr }, { repository, actions }) {
    try {
      const { policyText = '{}' } = await ecr.send(
        new GetRepositoryPolicyCommand({ repositoryName: repository }),
      );
      const statements = parseStatements(policyText);
      const at = statements.findIndex(
        (s) => s.Effect === 'Deny' && actions.some((action) => isAbout(s, action, '*')),
      );
      if (at < 0) return undefined;
      const condition = statements[at]?.Condition ? ', under a condition' : '';
      return confirmed(`Statement ${nameStatement(statements[at], at)} of it denies${condition}.`, {
        deny: 'explicit deny in a resource-based policy',
      });
    } catch (error) {
      // As most: in its own account the policies of the role decide alone.
      if (isError(error, 'RepositoryPolicyNotFoundException', 'RepositoryNotFoundException'))
        return undefined;
      throw error;
    }
  },
};
