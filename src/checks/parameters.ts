import { DescribeParametersCommand, type ParameterMetadata, type SSMClient } from '@aws-sdk/client-ssm';

/** Parameters by name: what they are called, their type and key, never a value. Throws what the SDK throws. */
export async function describeParameters(
  ssm: SSMClient,
  option: 'Equals' | 'BeginsWith' | 'Contains',
  names: readonly string[],
): Promise<ParameterMetadata[]> {
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: option, Values: [...names] }],
      MaxResults: 50,
    }),
  );
  return Parameters;
}
