import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Facts } from '../model.ts';
import { type Check, isError, type Result, unknown } from './check.ts';
import { permissionMissing } from './permission-missing.ts';

/** What EC2 encodes. https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
const Decoded = z.object({
  context: z.object({
    principal: z.object({ arn: z.string() }),
    action: z.string(),
    resource: z.string(),
  }),
});

/** Decodes what EC2 says of a refusal, and asks IAM about the action and resource that are in it. */
export const refusalEncoded: Check<'refusal-encoded'> = {
  permissions: ['sts:DecodeAuthorizationMessage', ...permissionMissing.permissions],
  asks: 'what was refused, where EC2 says it encoded, and why',
  word: () => 'What did EC2 refuse?',
  async ask(clients, { message }, build) {
    try {
      const { DecodedMessage = '' } = await clients.sts.send(
        new DecodeAuthorizationMessageCommand({ EncodedMessage: message }),
      );
      const { action, resource, principal } = Decoded.parse(JSON.parse(DecodedMessage)).context;
      const facts = { action, resource, principal: principal.arn };
      const asked = { kind: 'permission-missing' as const, ...facts };
      const result = await permissionMissing.ask(clients, asked, build);
      return result && withWhat(result, facts);
    } catch (error) {
      if (isError(error, 'InvalidAuthorizationMessageException', 'ZodError', 'SyntaxError'))
        return unknown('Not known: the message cannot be decoded; the log may have cut it.');
      throw error;
    }
  },
};

function withWhat(result: Result, facts: Facts): Result {
  return {
    ...result,
    detail: `${facts.action} on ${facts.resource}. ${result.detail}`,
    facts: { ...facts, ...result.facts },
  };
}
