import { z } from 'zod';
import { type Operations, operation } from '../call.ts';

/** What the embedded DynamoDB does not know; all else is its own. */
export const dynamodbExpiry: Operations = {
  DescribeTimeToLive: operation(z.looseObject({ TableName: z.string() }), ({ TableName }, { account }) => {
    const AttributeName = account.deployed.expiry.get(TableName);
    const TimeToLiveStatus = AttributeName === undefined ? 'DISABLED' : 'ENABLED';
    return { TimeToLiveDescription: { TimeToLiveStatus, AttributeName } };
  }),
};
