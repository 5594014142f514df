import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Takes a write on a condition; returns its answer, or nothing where the condition did not hold. Throws what else AWS says. */
export async function tryIf<T>(sending: Promise<T>): Promise<T | undefined> {
  try {
    return await sending;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
